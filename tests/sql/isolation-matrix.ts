/**
 * Who may do what with whose rows, as data: `isolation.test.ts` proves it straight in SQL, and a test over HTTP can
 * repeat it. Two classes: `student` and `classmate` are in the first, with `teacher` and `hub`; `outsider` is in the
 * second, with `otherTeacher` and `otherHub`.
 */
export const students = {
  student: 'aaaaaaaa-0000-4000-8000-000000000001',
  classmate: 'aaaaaaaa-0000-4000-8000-000000000002',
  outsider: 'aaaaaaaa-0000-4000-8000-000000000003',
} as const;
export const classes = {
  first: 'cccccccc-0000-4000-8000-000000000001',
  second: 'cccccccc-0000-4000-8000-000000000002',
} as const;
export const staff = {
  teacher: 'bbbbbbbb-0000-4000-8000-000000000001',
  hub: 'bbbbbbbb-0000-4000-8000-000000000002',
  otherTeacher: 'bbbbbbbb-0000-4000-8000-000000000003',
  otherHub: 'bbbbbbbb-0000-4000-8000-000000000004',
  operator: 'bbbbbbbb-0000-4000-8000-000000000005',
} as const;

export type Owner = keyof typeof students;
export const owners: readonly Owner[] = ['student', 'classmate', 'outsider'];

export interface Principal {
  readonly role: 'anon' | 'authenticated' | 'service_role';
  readonly claims: Readonly<Record<string, string>>;
}

const person = (id: string, role: string): Principal => ({
  role: 'authenticated',
  claims: { sub: id, role: 'authenticated', endstp_role: role },
});

export const principals = {
  anon: { role: 'anon', claims: { role: 'anon' } },
  student: person(students.student, 'student'),
  classmate: person(students.classmate, 'student'),
  teacher: person(staff.teacher, 'teacher'),
  otherTeacher: person(staff.otherTeacher, 'teacher'),
  hub: person(staff.hub, 'hub'),
  otherHub: person(staff.otherHub, 'hub'),
  operator: person(staff.operator, 'operator'),
  service: { role: 'service_role', claims: { role: 'service_role' } },
} as const satisfies Readonly<Record<string, Principal>>;
export type PrincipalName = keyof typeof principals;

/** What a principal is to a row of a student or of their class. */
export type Relation = 'owner' | 'classmate' | 'teacher' | 'hub' | 'operator' | 'stranger' | 'anon' | 'service';

export function relationOf(principal: PrincipalName, owner: Owner): Relation {
  const isFirstClass = owner !== 'outsider';
  switch (principal) {
    case 'anon':
    case 'operator':
    case 'service':
      return principal;
    case 'student':
    case 'classmate':
      if (principal === owner) return 'owner';
      return isFirstClass ? 'classmate' : 'stranger';
    case 'teacher':
    case 'hub':
      return isFirstClass ? principal : 'stranger';
    case 'otherTeacher':
      return isFirstClass ? 'stranger' : 'teacher';
    case 'otherHub':
      return isFirstClass ? 'stranger' : 'hub';
  }
}

/** Letters: Select, Insert, Update, Delete. What is not named is not allowed. */
export type Access = Partial<Record<Relation, string>>;

const service = 'SIUD';
const fact: Access = { owner: 'SI', teacher: 'S', hub: 'SI', operator: 'S', service };
const marked: Access = { owner: 'SIU', teacher: 'S', hub: 'SIU', operator: 'S', service };
const settings: Access = { owner: 'SIU', teacher: 'SIU', hub: 'SIU', operator: 'S', service };
const recommendation: Access = { owner: 'SIU', teacher: 'SI', hub: 'SIU', operator: 'S', service };
const derived: Access = { owner: 'S', teacher: 'S', hub: 'S', operator: 'S', service };
const signedIn = { owner: 'S', classmate: 'S', teacher: 'S', hub: 'S', stranger: 'S' } as const;
const published: Access = { ...signedIn, operator: 'SIU', service };
const publishedForGood: Access = { ...signedIn, operator: 'SI', service };
const ofClass: Access = { owner: 'S', classmate: 'S', teacher: 'S', hub: 'S', operator: 'S', service };
const ofStaff: Access = { teacher: 'S', hub: 'S', operator: 'S', service };
const operated: Access = { operator: 'S', service };
const configured: Access = { operator: 'SIU', service };
const closed: Access = { service };

export const accessByTable: Readonly<Record<string, Access>> = {
  test_answers: fact,
  student_mistakes: fact,
  mistake_reasons: fact,
  review_log: fact,
  test_records: marked,
  students: marked,
  ui_reflex_events: marked,
  student_analysis_settings: settings,
  student_recommendations: recommendation,
  student_baseline_performance: derived,
  student_mistake_patterns: derived,
  topics: published,
  mistake_types: published,
  analysis_presets: published,
  question_packs: published,
  questions: published,
  question_versions: publishedForGood,
  media_files: publishedForGood,
  system_settings: configured,
  classes: ofClass,
  class_members: { ...ofStaff, owner: 'S' },
  class_teachers: ofStaff,
  class_hubs: ofStaff,
  join_codes: ofStaff,
  join_requests: ofStaff,
  devices: { ...ofStaff, owner: 'S' },
  // A person's row is their own: of the three rows the first is the teacher's, the second the hub's, the third the other teacher's.
  people: operated,
  student_accounts: operated,
  refresh_tokens: closed,
  sync_replica: operated,
  sync_counters: operated,
  sync_log: operated,
  sync_peers: operated,
  sync_positions: operated,
  sync_refused_rows: operated,
  sync_links: closed,
  sync_contacts: closed,
  profile_locks: closed,
  student_aliases: operated,
  student_tombstones: operated,
  schema_migrations: operated,
};

/** Whose row of `people` the rows of the three owners are. */
const personOfRow: Readonly<Record<Owner, PrincipalName>> = {
  student: 'teacher',
  classmate: 'hub',
  outsider: 'otherTeacher',
};

export function allowedAccess(table: string, principal: PrincipalName, owner: Owner): string {
  if (table === 'people' && personOfRow[owner] === principal) return 'S';
  return accessByTable[table]?.[relationOf(principal, owner)] ?? '';
}

/** What a signed-in caller may call. Nobody else may call anything; each function looks at who calls. */
export const callableFunctions: readonly string[] = [
  'new_uuid_v7',
  'sync_push',
  'sync_pull',
  'sync_hello',
  'sync_caller_scopes',
  'current_subject',
  'caller_read_scopes',
  'caller_write_scopes',
  'caller_settings_scopes',
  'caller_staff_classes',
  'caller_is_operator',
  'caller_is_signed_in',
  'caller_first_id',
  'look_up_join_code',
  'hub_rosters',
  'report_hub_claims',
  'report_hub_leaves',
  'erased_among',
  'may_hear_sync_hints',
  'join_class',
  'join_request_status',
  'approve_join_request',
  'refuse_join_request',
  'leave_class',
  'create_person',
  'add_roster_names',
  'create_class',
  'change_class',
  'create_join_code',
  'revoke_join_code',
  'add_class_teacher',
  'add_class_hub',
  'remove_class_person',
  'rename_roster_name',
  'remove_roster_name',
  'merge_students',
  'set_class_preset',
  'set_student_preset',
  'send_recommendation',
  'my_classes',
  'class_roster',
  'report_device',
  'sign_out_device',
  'erase_student_record',
  'analytics_class_overview',
  'analytics_class_heat_map',
  'analytics_mistakes_by',
  'analytics_reflexes',
  'analytics_devices',
];
