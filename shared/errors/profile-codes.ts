/** What can stand between a person and a profile that has a PIN. */
export const profileErrorCodes = [
  /** `triesLeft` before the next one has to wait; `waitSeconds` until the next one may be tried. */
  'PIN_WRONG',
  /** `waitSeconds` until another PIN may be tried, or until a forgotten one may be removed. */
  'PIN_WAIT',
  /** Something that only the owner of the profile may do was asked without a PIN. */
  'PIN_NEEDED',
] as const;
