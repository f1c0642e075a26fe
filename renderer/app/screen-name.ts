import type { catalogue } from '../i18n/catalogue.ts';

/** A screen as the app names it: a key of `places` in `frame.json`. */
export type ScreenName = keyof (typeof catalogue)['en']['frame']['places'];
