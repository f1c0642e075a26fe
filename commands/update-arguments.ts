/**
 * electron-builder's arguments for the address of updates; none where none is given, and the installed app then looks
 * for none. Throws for a text that is no address.
 */
export function listUpdateArguments(address: string | undefined): string[] {
  if (address === undefined || address === '') return [];
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) {
    throw new Error('END_STP_UPDATE_URL must be the http(s) address of a folder that holds the installers.');
  }
  return ['-c.publish.provider=generic', `-c.publish.url=${address}`];
}
