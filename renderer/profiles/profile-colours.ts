/** Colours a profile can have; each filled with 4.5:1 against its white initials. */
export const profileColours = {
  violet: '#5a51b8',
  blue: '#2563a8',
  teal: '#0f766e',
  green: '#1b7a43',
  orange: '#a84300',
  red: '#b83227',
  pink: '#a8336e',
  slate: '#4b5563',
} as const;
export type ProfileColour = keyof typeof profileColours;

/** CSS colour of a stored name; one that a newer version stored falls back to the brand's. */
export function profileColour(name: string): string {
  return Object.hasOwn(profileColours, name) ? profileColours[name as ProfileColour] : profileColours.violet;
}
