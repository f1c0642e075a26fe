/** The made-up student through whom the app can be looked at full of life. */

/**
 * The same on every machine and in every version: it is how a made-up student is told from a real one. Whatever leaves
 * this computer (sync, a class, a bundle for somebody else) leaves this student out.
 */
export const sampleStudentId = '5a3b1e00-0000-5000-8000-00000d15e0a1';

/** A name that says what it is, whatever the app's language later becomes. */
export const sampleStudentNames = { tr: 'Örnek öğrenci', en: 'Sample student' } as const;

export function isSampleStudent(studentId: string): boolean {
  return studentId === sampleStudentId;
}
