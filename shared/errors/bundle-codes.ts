/** What can be wrong with a bundle (`shared/bundle`): a file of study rows. */
export const bundleErrorCodes = [
  /** Nothing in it is a bundle's. `problem`: no_bundle, encryption. */
  'BUNDLE_UNREADABLE',
  'BUNDLE_FORMAT_NEWER',
  'BUNDLE_PASSPHRASE_NEEDED',
  'BUNDLE_PASSPHRASE_WRONG',
  'BUNDLE_CANCELLED',
] as const;
