import { isTimeZone } from '../../shared/database/plan-adoption.ts';
import { CommandError, type DbOptions, type NamedTarget } from './db-command.ts';

/** Tells the modules in which zone an older release kept its times. They are UTC unless the operator names another. */
export async function setLegacyTimeZone(
  { session }: NamedTarget,
  { timeZone }: Pick<DbOptions, 'timeZone'>,
): Promise<void> {
  if (timeZone === null) return;
  if (!(await isTimeZone(session, timeZone))) {
    throw new CommandError(`The server knows no time zone ${timeZone}. Give a name such as Europe/Istanbul.`);
  }
  await session.query(`SELECT set_config('endstp.legacy_time_zone', $1, false)`, [timeZone]);
}
