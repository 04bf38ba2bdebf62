import { type SettingRecord } from "../../terraform/environment-record";
import { UNSHAPED, formsAt } from "../variables/schema-forms";
import { nameOfItem } from "./item-names";
import { type Forms } from "../variables/schema-forms";

/** A value of the environment that is one text or number. */
export interface Scalar {
  /** Its place in the settings; empty for the name of the environment, which no setting has. */
  readonly path: SettingRecord["path"];
  readonly value: string | number;
  /** Forms that the schema accepts. @default - none, for the name of the environment */
  readonly forms: Forms;
  /** Other values of a choice that change no blocks. @default - all that the schema accepts */
  readonly choices?: readonly (string | number)[];
}

/** The name of the environment, and the settings that are one text or number and have a path of names. */
export function scalarsOf(environment: string, settings: readonly SettingRecord[]): Scalar[] {
  const own = settings.flatMap(({ path, value }): Scalar[] => {
    if (typeof value !== "string" && typeof value !== "number") return [];
    // An evaluated text is no value of a variable, and the record has the checksum of a named file.
    // Ids of an existing network have variables without trials.
    if (path[0] === "network" && path[1] === "existing") return [];
    if (UNSHAPED.has(path[0]) || /[$%]\{| \(sha256 \w+\)$/.test(String(value))) return [];
    const isNamed = path.every(
      (step, index) =>
        typeof step !== "number" || nameOfItem(path.slice(0, index + 1), settings) !== undefined,
    );
    // An own component has a schema of its own, and no trial has its blocks.
    const own = formsAt(path).filter(({ _zod }) => _zod.def.type !== "never");
    return isNamed && own.length > 0 ? [{ path, value, forms: own }] : [];
  });
  return [{ path: [], value: environment, forms: [] }, ...own];
}
