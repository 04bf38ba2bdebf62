import { checksOf, isWholeNumber, limitsOfForm } from "./loader/limits";
import { choicesOf, sentenceFor } from "./loader/wording";
import { type valueSchemasOf } from "./value-schemas";

type Form = ReturnType<typeof valueSchemasOf>[number];

/** Bounds of a form of a value, whether only whole numbers are accepted, and all its checks in the form of zod. */
export const boundsOf = (form: Form) => ({
  ...limitsOfForm(form),
  isWhole: isWholeNumber(form),
  checks: checksOf(form),
  /** The accepted values in words, with every choice. The unit is taken from the name of the key. */
  words(key?: string | number): string {
    const choices = choicesOf(form);
    return choices.length > 1 ? `one of ${choices.join(", ")}` : sentenceFor([form], key);
  },
});
