/** What the key beside the space bar that starts commands is called on this machine. */
export function modifierCap(): string {
  return /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl';
}
