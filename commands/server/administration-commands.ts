/** The commands of `npm run server` that administer, and the flags they take. */
export const administrationCommands = {
  'create-teacher': 'an account for a teacher: --name NAME --email ADDRESS (--role operator|hub for another kind)',
  'reset-password': 'a new password for an account: --email ADDRESS; signs it out everywhere',
  'list-people': 'accounts, without anything secret',
  'create-class':
    'a class: --name NAME [--teacher ADDRESS] [--roster FILE, a name a line] [--preset soft|normal|aggressive]',
  'add-hub': 'lets a hub relay for a class: --class NAME|ID --email ADDRESS (of an account with --role hub)',
  'list-classes': 'classes with how many names, students and waiting devices they have',
  'merge-students':
    'two names that are one child become one: --class NAME|ID --keep NAME|ID --merge NAME|ID; shows both, does it with --confirm yes',
  'join-code': 'a code to join a class: --class NAME|ID [--minutes N, a day] [--uses N, 200]',
} as const;
export type AdministrationCommand = keyof typeof administrationCommands;

export const administrationFlags = [
  'name',
  'email',
  'role',
  'teacher',
  'roster',
  'preset',
  'class',
  'minutes',
  'uses',
  'keep',
  'merge',
  'confirm',
] as const;
export type AdministrationFlags = Readonly<Partial<Record<(typeof administrationFlags)[number], string>>>;
