/**
 * What an importer takes at most, so that an old laptop with 4 GB is not brought down by one file: it holds the bytes,
 * their text (twice the size) and one batch of questions at a time.
 */
export const maximumPackBytes = 32 * 1024 * 1024;
export const maximumEntryCount = 50_000;
/** A question with worked steps in three languages is under 20,000 characters. */
export const maximumEntryCharacters = 256 * 1024;
/** A question needs 6 levels (choice text in a choice in a question in a pack, points of a figure). */
export const maximumNestingLevels = 32;
export const maximumIgnoredFields = 50;
