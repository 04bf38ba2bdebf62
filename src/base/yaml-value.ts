import { type Document } from "yaml";

/** Far deeper than any object of Kubernetes and any values of a chart. */
const MOST_LEVELS = 100;
const TOO_DEEP = `values nested more than ${MOST_LEVELS} levels deep`;

/** The mistake in a document that aliases multiply, or that contains itself; its value otherwise. */
export function yamlValue(document: Document.Parsed): { readonly value: unknown } | { readonly got: string } {
  try {
    const value: unknown = document.toJS();
    return isDeeper(value, MOST_LEVELS) ? { got: TOO_DEEP } : { value };
  } catch (error) {
    return { got: yamlMistake(error as Error) };
  }
}

/** The words of the parser, on one line. */
export function yamlMistake({ message }: Error): string {
  if (message.startsWith("Excessive alias count")) return "aliases that repeat too many values";
  return message.startsWith("Maximum call stack") ? TOO_DEEP : (message.split(/ at line |\n/)[0] ?? message);
}

const isDeeper = (value: unknown, levels: number): boolean =>
  value !== null &&
  typeof value === "object" &&
  (levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1)));
