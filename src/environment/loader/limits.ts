import { type ValueSchema } from "./schema-kinds";

/** Bounds of a number, of the length of a text, or of the entries of a list. */
export interface Limits {
  /** Inclusive lower bound. @default - none */
  readonly least?: number;
  /** Inclusive upper bound. @default - none */
  readonly most?: number;
  /** Exclusive lower bound. @default - none, always for whole numbers */
  readonly above?: number;
  /** Exclusive upper bound. @default - none, always for whole numbers */
  readonly below?: number;
}

export function limitsOfForm(form: ValueSchema): Limits {
  const ends = { least: [] as number[], most: [] as number[], above: [] as number[], below: [] as number[] };
  const whole = isWholeNumber(form);
  for (const check of checksOf(form)) {
    switch (check.check) {
      case "greater_than":
        if (check.inclusive) ends.least.push(Number(check.value));
        else if (whole) ends.least.push(Number(check.value) + 1);
        else ends.above.push(Number(check.value));
        break;
      case "less_than":
        if (check.inclusive) ends.most.push(Number(check.value));
        else if (whole) ends.most.push(Number(check.value) - 1);
        else ends.below.push(Number(check.value));
        break;
      case "min_length":
        ends.least.push(check.minimum);
        break;
      case "max_length":
        ends.most.push(check.maximum);
        break;
    }
  }
  return {
    ...(ends.least.length > 0 ? { least: Math.max(...ends.least) } : {}),
    ...(ends.most.length > 0 ? { most: Math.min(...ends.most) } : {}),
    ...(ends.above.length > 0 ? { above: Math.max(...ends.above) } : {}),
    ...(ends.below.length > 0 ? { below: Math.min(...ends.below) } : {}),
  };
}

export function isWholeNumber(form: ValueSchema): boolean {
  return checksOf(form).some((check) => check.check === "number_format" && check.format.includes("int"));
}

/** The zod checks that are evaluated here, in the form of their definitions. */
type Check = (
  | { check: "greater_than" | "less_than"; value: number | bigint; inclusive: boolean }
  | { check: "min_length"; minimum: number }
  | { check: "max_length"; maximum: number }
  | { check: "number_format" | "string_format"; format: string }
  | { check: "custom" | undefined }
) & { error?: unknown; pattern?: RegExp | undefined };

/** The checks of a form, including the type itself if it is a check (`z.int()`, `z.iso.date()`). */
export function checksOf(form: ValueSchema): Check[] {
  const { def } = form._zod;
  return [def, ...(def.checks ?? []).map((check) => check._zod.def)] as unknown as Check[];
}
