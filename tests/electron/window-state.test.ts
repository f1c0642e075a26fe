import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fitWindowState, minimumSize, readWindowState, writeWindowState } from '../../electron/window-state.ts';

const mainArea = { x: 0, y: 0, width: 1366, height: 728 };
const secondArea = { x: 1366, y: 0, width: 1920, height: 1040 };

describe('the place of the window', () => {
  it('is the middle of the main screen at first', () => {
    const { bounds } = fitWindowState(null, [mainArea]);
    expect(bounds.x * 2 + bounds.width).toBeCloseTo(mainArea.width, -1);
    expect(bounds.width).toBeLessThanOrEqual(mainArea.width);
    expect(bounds.height).toBeLessThanOrEqual(mainArea.height);
  });

  it('is where it was last time, on any screen', () => {
    const remembered = { bounds: { x: 1500, y: 100, width: 900, height: 700 }, isMaximised: true };
    expect(fitWindowState(remembered, [mainArea, secondArea])).toEqual(remembered);
  });

  it('comes back when its screen has been unplugged', () => {
    const remembered = { bounds: { x: 1500, y: 100, width: 900, height: 700 }, isMaximised: false };
    const { bounds } = fitWindowState(remembered, [mainArea]);
    expect(bounds.x).toBeGreaterThanOrEqual(0);
    expect(bounds.x + bounds.width).toBeLessThanOrEqual(mainArea.width);
  });

  it('is never smaller than the frame can be read', () => {
    const remembered = { bounds: { x: 10, y: 10, width: 3, height: 3 }, isMaximised: false };
    expect(fitWindowState(remembered, [mainArea]).bounds).toMatchObject(minimumSize);
  });
});

describe('the file that remembers the window', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'end-stp-window-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives back what was written', () => {
    const state = { bounds: { x: 1, y: 2, width: 800, height: 600 }, isMaximised: true };
    writeWindowState(join(folder, 'state.json'), state);
    expect(readWindowState(join(folder, 'state.json'))).toEqual(state);
  });

  it('that is missing, damaged or of another shape counts as none', () => {
    expect(readWindowState(join(folder, 'none.json'))).toBeNull();
    for (const text of [
      '',
      '{"bounds":',
      'null',
      '[]',
      '{"bounds":{"x":1},"isMaximised":true}',
      '{"bounds":null,"isMaximised":1}',
    ]) {
      writeFileSync(join(folder, 'damaged.json'), text);
      expect(readWindowState(join(folder, 'damaged.json')), text).toBeNull();
    }
  });
});
