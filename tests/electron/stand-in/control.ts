/** What a test may ask of the running stand-in, over the channel between their processes. */
import { app } from './app.ts';
import { listMenuItems, openDialogAnswers, openedPaths, powerMonitor } from './system.ts';
import { currentUtilityProcessId } from './utility-process.ts';

export interface ControlCommands {
  debuggingPort(): Promise<number>;
  hostProcessId(): number | null;
  windowCount(): number;
  menuLabels(): string[];
  clickMenu(id: string): void;
  answerOpenDialog(path: string): void;
  openedPaths(): string[];
  resume(): void;
  openUrl(address: string): void;
  quit(): void;
}

const commands: ControlCommands = {
  debuggingPort: async () => (await app.browser()).debuggingPort,
  hostProcessId: currentUtilityProcessId,
  windowCount: () => app.windows.size,
  menuLabels: () => listMenuItems().flatMap(({ label }) => label ?? []),
  clickMenu(id) {
    const item = listMenuItems().find((one) => one.id === id || one.label === id);
    if (item?.click === undefined) throw new Error(`The menu has no item "${id}" to click`);
    item.click();
  },
  answerOpenDialog: (path) => void openDialogAnswers.push([path]),
  openedPaths: () => openedPaths,
  resume: () => void powerMonitor.emit('resume'),
  openUrl: (address) => void app.emit('open-url', { preventDefault: () => {} }, address),
  quit: () => app.quit(),
};

export interface ControlRequest {
  readonly id: number;
  readonly command: keyof ControlCommands;
  readonly argument: unknown;
}
export interface ControlAnswer {
  readonly id: number;
  readonly value: unknown;
  readonly error: string | null;
}

process.on('message', (request: ControlRequest) => {
  const command = commands[request.command] as (argument: unknown) => unknown;
  const answer = (value: unknown, error: string | null): void => {
    const message: ControlAnswer = { id: request.id, value: value ?? null, error };
    process.send?.(message);
  };
  Promise.resolve()
    .then(() => command(request.argument))
    .then(
      (value) => answer(value, null),
      (error: unknown) => answer(null, String(error)),
    );
});
// The test that started it is gone.
process.on('disconnect', () => process.exit(1));
