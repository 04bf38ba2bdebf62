import { LOG_IN_PROGRAMS, type PagesOfProgram, type ProgramId } from "./programs";
import { type LogInSettings } from "./settings";

/** A program with a log-in, as the file has it. */
export interface LogInProgram extends PagesOfProgram {
  readonly id: ProgramId;
  readonly host: string;
  readonly groups: readonly string[];
}

/** Programs with a log-in, in the order of their table. */
export const programsWithLogIn = ({ programs }: LogInSettings): LogInProgram[] =>
  (Object.keys(LOG_IN_PROGRAMS) as ProgramId[]).flatMap((id) => {
    const given = programs[id];
    return given ? [{ ...LOG_IN_PROGRAMS[id], id, ...given }] : [];
  });
