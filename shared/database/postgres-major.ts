/** The PostgreSQL major of the PGlite this app ships. A data directory opens with its own major only. */
export const postgresMajor = 18;

/** Where the database lives below the app's data folder; the major is in the name so that an upgrade finds the old one. */
export const dataDirectoryName = `study/pg${postgresMajor}`;
