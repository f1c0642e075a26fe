import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../commands/build-app.ts';
import { openSqlTarget } from '../../shared/node/open-sql-target.ts';
import { listShells, makeDataFolder } from './desktop-driver.ts';
import type { RunningDesktop } from './running-desktop.ts';

beforeAll(async () => {
  await buildApp(() => {});
});

describe.each(listShells())('Diagnostics in the settings of the desktop app on $name', ({ start }) => {
  const folder = makeDataFolder();
  let desktop: RunningDesktop | null = null;

  async function openSettings(): Promise<RunningDesktop['page']> {
    desktop = await start({ dataFolder: folder.path });
    const { page } = desktop;
    const name = page.getByRole('textbox', { name: /Your name|Adın/ });
    const link = page.getByRole('link', { name: /Settings|Ayarlar/ });
    await name.or(link).first().waitFor();
    if (await name.isVisible()) {
      await name.fill('Deniz');
      await page.keyboard.press('Enter');
    }
    await link.click();
    // They begin when they come into sight.
    await page.locator('#diagnostics').scrollIntoViewIfNeeded();
    return page;
  }
  async function quit(): Promise<void> {
    await desktop?.quit();
    desktop = null;
  }
  afterAll(async () => {
    await quit();
    folder.remove();
  });

  it('show a new database in order, with its figures', async () => {
    const page = await openSettings();
    await page.locator('[data-health="healthy"]').waitFor();
    // Beside other tests the machine may be called slow.
    expect(await page.locator('[data-finding]:not([data-finding="MACHINE_SLOW"])').count()).toBe(0);
    expect(await page.getByRole('button', { name: /^(Repair|Onar)$/ }).count()).toBe(0);
    await quit();
  });

  it('show what is broken by name, and in order after the repair', async () => {
    const target = await openSqlTarget({ kind: 'directory', path: folder.path }, { mayCreate: false });
    target.markWritten('changed');
    await target.session.exec(`ALTER TABLE student_mistakes DISABLE TRIGGER trg_update_student_baseline;
      UPDATE analysis_presets SET settings = settings || '{"panic_ratio": "fast"}' WHERE preset_name = 'soft'`);
    await target.close();

    const page = await openSettings();
    await page.locator('[data-health="unhealthy"]').waitFor();
    expect(await page.locator('[data-finding="TRIGGER_DISABLED"]').textContent()).toContain(
      'student_mistakes.trg_update_student_baseline',
    );
    expect(await page.locator('[data-finding="SETTINGS_BROKEN"]').textContent()).toContain('preset soft: panic_ratio');
    await page.getByRole('button', { name: /^(Repair|Onar)$/ }).click();
    await page.locator('[data-health="healthy"]').waitFor();
    expect(await page.locator('[data-repaired]').getAttribute('data-repaired')).toBe('2');
    await page.getByRole('button', { name: /Check again|Yeniden denetle/ }).click();
    await page.locator('[data-repaired]').waitFor({ state: 'detached' });
    await page.locator('[data-health="healthy"]').waitFor();
    await quit();
  });
});
