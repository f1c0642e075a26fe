/** Time for the browser to take the bytes over, before their address is given up. */
const takeOverMs = 30_000;

/** Hands a file to the browser or the desktop shell, which ask where to, or put it among the downloads. */
export function saveFile(fileName: string, bytes: Uint8Array, mediaType = 'application/json'): void {
  const address = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), takeOverMs);
}
