import { isDeepStrictEqual } from "node:util";
import { escapeTemplates } from "../terraform-templates";
import { type Json, type JsonObject, asArray, asObject } from "../stack-json";
import { mayBeSourceOf } from "./folder-text";
import { type PlanPlace, type Planned, type PlannedValues, Unplanned, isKnown } from "./planned-values";
import { writtenReferences } from "./references";
import { rewritten } from "./rewritten";
import { type StackLiterals } from "./stack-literals";
import { UnknownValue, type PartialValue } from "./partial-json";

/** Restores the text of expressions of a plan's configuration. */
export class ExpressionReader {
  constructor(
    private readonly values: PlannedValues,
    /** True for a configuration in JSON, whose expressions Terraform prints verbatim. */
    private readonly isVerbatim: boolean,
    private readonly isBlock: (address: string) => boolean,
    private readonly literals: StackLiterals,
    private readonly onTaken: (address: string, attribute: string) => void,
  ) {}

  read(expression: JsonObject, place: PlanPlace): PartialValue {
    const references = writtenReferences(asArray(expression["references"]).map(String));
    const other = this.literals.otherValue(place);
    if (other !== undefined && references.length > 0) return escapeTemplates(other);
    if ("constant_value" in expression) {
      return this.constant(expression["constant_value"] ?? null, references, place);
    }
    const written = this.written(references, place);
    const value = place.values[0]?.value ?? NOT_PLANNED;
    if (written !== undefined && isKnown(value)) return written;
    const { address, attribute, source } = place;
    if (source !== undefined && mayBeSourceOf(source, { value, references }, this.isBlock)) {
      if (!isDeepStrictEqual(source, written)) this.onTaken(address, attribute);
      return source;
    }
    if (written !== undefined) return written;
    return new UnknownValue(
      { address, attribute, why: whyOf(value, references) },
      nearestOf(value, references),
      true,
    );
  }

  /**
   * A configuration in JSON has its own text, in which `$${` means `${`; a configuration in HCL has the value. A module
   * can mix both; the planned value shows which one it is.
   */
  private constant(constant: Json, references: readonly string[], { values }: PlanPlace): Json {
    if (references.length > 0) return constant;
    const [first] = values;
    const isEvaluated = first !== undefined && JSON.stringify(first.value) === JSON.stringify(constant);
    return this.isVerbatim && !isEvaluated ? constant : escapeTemplates(constant);
  }

  /** The text, if it is the same for all instances. */
  private written(references: readonly string[], { attribute, values }: PlanPlace): Json | undefined {
    const namesObjects = NAMES_OBJECTS.test(attribute);
    const instances = values.length > 0 ? values : [{ key: undefined, value: NOT_PLANNED }];
    const texts = instances.map(({ key, value }) =>
      rewritten({ value, references, valueOf: (reference) => this.values.of(reference, key), namesObjects }),
    );
    const [first] = texts;
    return texts.every((text) => JSON.stringify(text) === JSON.stringify(first)) ? first : undefined;
  }
}

const NOT_PLANNED = new Unplanned("any");

/** Attributes that contain only the id, ARN or name of another object. */
const NAMES_OBJECTS =
  /(?:^|[._-])(?:ids?|arns?|role|bucket|kms_key|cluster_name|repository|subnets|security_groups|log_destination)$/;

const whyOf = (value: Planned, references: readonly string[]): string =>
  `${isKnown(value) ? "its expression is not in the plan" : "known after apply"}${
    references.length > 0 ? `, computed from ${[...new Set(references)].join(", ")}` : ""
  }`;

/** The value itself, or an expression with the same references. */
function nearestOf(value: Planned, references: readonly string[]): Json | undefined {
  if (isKnown(value)) return escapeTemplates(value);
  if (references.length === 0) return undefined;
  return `\${${references.length === 1 ? references[0] : `[${references.join(", ")}]`}}`;
}

/** True for an expression, and not for nested blocks. */
export const isPlanExpression = (value: Json | undefined): boolean =>
  value !== null &&
  typeof value === "object" &&
  !Array.isArray(value) &&
  Object.keys(asObject(value)).every((key) => key === "constant_value" || key === "references");
