/** The calls behind the settings of the analysis: which preset, which thresholds of one's own, what they would change. */
import { z } from 'zod';
import { ExpectedError, type Outcome } from '../errors/outcome.ts';
import {
  type AnalysisDraft,
  type AnalysisSettings,
  analysisSettingKeys,
  findUnusableSettings,
  isPresetKnown,
  type PreviewedMistake,
  previewAnalysis,
  readStudentAnalysis,
  type StudentAnalysis,
} from '../study/analysis-settings.ts';
import { readProfile } from '../study/profiles.ts';
import { checkInput, toOutcome } from './call-outcome.ts';
import type { FactWriter } from './fact-writer.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';

export interface SettingsCalls {
  readStudentAnalysis(query: { studentId: string }): Promise<Outcome<StudentAnalysis>>;
  /**
   * Chooses for the student themselves; patterns are judged anew before it answers. INVALID_INPUT names the key whose
   * value is not within its limits.
   */
  chooseAnalysis(choice: AnalysisDraft & { studentId: string }): Promise<Outcome<StudentAnalysis>>;
  /** The latest mistakes, newest first, with what each draft would have said of them. */
  previewAnalysis(query: {
    studentId: string;
    drafts: readonly AnalysisDraft[];
    count: number;
  }): Promise<Outcome<readonly PreviewedMistake[]>>;
}

const customSettings = z
  .partialRecord(z.enum(analysisSettingKeys), z.union([z.number(), z.boolean()]))
  .transform((settings): AnalysisSettings => settings);
const draft = { presetName: z.string().min(1).max(50).nullable(), customSettings };
const schemas = {
  ofStudent: z.object({ studentId: z.uuid() }),
  chooseAnalysis: z.object({ studentId: z.uuid(), ...draft }),
  previewAnalysis: z.object({
    studentId: z.uuid(),
    drafts: z.array(z.object(draft)).min(1).max(6),
    count: z.number().int().min(1).max(60),
  }),
};

export function createSettingsCalls(surroundings: StudyHostSurroundings, writeFact: FactWriter): SettingsCalls {
  const { database } = surroundings;
  return {
    readStudentAnalysis: (input) =>
      toOutcome('readStudentAnalysis', surroundings, () =>
        readStudentAnalysis(database, checkInput(schemas.ofStudent, input).studentId),
      ),
    chooseAnalysis: (input) =>
      toOutcome('chooseAnalysis', surroundings, async () => {
        const choice = checkInput(schemas.chooseAnalysis, input);
        if ((await readProfile(database, choice.studentId)) === null) throw new ExpectedError('NOT_FOUND');
        const [unusable] = await findUnusableSettings(database, choice.customSettings);
        if (unusable !== undefined) throw new ExpectedError('INVALID_INPUT', { field: unusable, problem: 'limits' });
        if (choice.presetName !== null && !(await isPresetKnown(database, choice.presetName))) {
          throw new ExpectedError('INVALID_INPUT', { field: 'presetName', problem: 'unknown' });
        }
        const changedAt = new Date(surroundings.nowMs()).toISOString();
        await writeFact({ kind: 'analysis_settings_chosen', ...choice, changedAt });
        return readStudentAnalysis(database, choice.studentId);
      }),
    previewAnalysis: (input) =>
      toOutcome('previewAnalysis', surroundings, () => {
        const { studentId, drafts, count } = checkInput(schemas.previewAnalysis, input);
        return previewAnalysis(database, studentId, drafts, count);
      }),
  };
}
