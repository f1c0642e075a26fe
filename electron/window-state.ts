import { readFileSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';

export interface WindowState {
  /** Position and size while not maximised, in screen points. */
  readonly bounds: Rectangle;
  readonly isMaximised: boolean;
}

/** A size at which the practice screen needs no scrolling on a 1366 x 768 laptop. */
const defaultSize = { width: 1180, height: 720 };
/** Below this the frame's narrow layout would be cut off. */
export const minimumSize = { width: 420, height: 480 };
/** So much of the window must lie on some screen, or nobody could drag it back. */
const visiblePartPoints = 80;

function isWindowState(value: unknown): value is WindowState {
  if (typeof value !== 'object' || value === null) return false;
  const { bounds, isMaximised } = value as { bounds?: Partial<Rectangle> | null; isMaximised?: unknown };
  if (typeof bounds !== 'object' || bounds === null || typeof isMaximised !== 'boolean') return false;
  return [bounds.x, bounds.y, bounds.width, bounds.height].every(Number.isInteger);
}

function overlaps(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const height = Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y);
  return width >= visiblePartPoints && height >= visiblePartPoints;
}

/**
 * Fits a remembered state to the screens there are now (`workAreas`, the first being the main one): a window that was on
 * an unplugged screen, or of nonsense size, comes back in the middle of the main screen.
 */
export function fitWindowState(remembered: WindowState | null, workAreas: readonly Rectangle[]): WindowState {
  const [mainArea] = workAreas;
  if (mainArea === undefined) return { bounds: { x: 0, y: 0, ...defaultSize }, isMaximised: false };
  const width = Math.max(minimumSize.width, Math.min(remembered?.bounds.width ?? defaultSize.width, mainArea.width));
  const height = Math.max(
    minimumSize.height,
    Math.min(remembered?.bounds.height ?? defaultSize.height, mainArea.height),
  );
  const isMaximised = remembered?.isMaximised ?? false;
  if (remembered !== null) {
    const bounds = { x: remembered.bounds.x, y: remembered.bounds.y, width, height };
    if (workAreas.some((area) => overlaps(bounds, area))) return { bounds, isMaximised };
  }
  const x = mainArea.x + Math.max(0, Math.round((mainArea.width - width) / 2));
  const y = mainArea.y + Math.max(0, Math.round((mainArea.height - height) / 2));
  return { bounds: { x, y, width, height }, isMaximised };
}

/** Reads a remembered state; null when there is none or it cannot be read, which is no reason to bother anybody. */
export function readWindowState(file: string): WindowState | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      console.warn(`The window's place could not be read: ${error}`);
    return null;
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isWindowState(value)) return value;
  } catch {
    // Not JSON: treated like any other damaged file.
  }
  console.warn('The remembered place of the window is damaged and will be replaced.');
  return null;
}

/** Remembers a state. Called while the window closes, so it does not wait and a failure only costs the memory. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch (error) {
    console.warn(`The window's place could not be remembered: ${error}`);
  }
}
