import { isDeepStrictEqual } from "node:util";
import { escapeTemplates } from "../../../shared/terraform/terraform-templates";
import { evaluated } from "../evaluate";
import { type Json, type JsonObject, asArray, asObject } from "../stack-json";
import { mayBeSourceOf } from "./folder-text";
import { type GivenValues } from "./given-values";
import { type Place, type Planned, type PlannedValues, Unknown, isKnown } from "./planned-values";
import { subjectsIn, writtenReferences } from "./references";
import { rewritten } from "./rewritten";
import { type StackLiterals } from "./stack-literals";
import { UnknownValue, type PartialValue } from "./unknown-values";

/** Restores the text of expressions of a plan's configuration. */
export class ExpressionReader {
  constructor(
    private readonly values: PlannedValues,
    /** True for a configuration in JSON, whose expressions Terraform prints verbatim. */
    private readonly isVerbatim: boolean,
    private readonly isBlock: (address: string) => boolean,
    private readonly given: GivenValues,
    private readonly literals: StackLiterals,
    private readonly onTaken: (address: string, attribute: string) => void,
  ) {}

  read(expression: JsonObject, place: Place): PartialValue {
    const references = writtenReferences(asArray(expression["references"]).map(String));
    const [given, others] = apart(references, (each) => this.given.isGiven(each));
    const inPlace = given.length > 0 ? this.withGiven(expression, given, others, place) : undefined;
    if (inPlace !== undefined) return inPlace;
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

  /** The expression with variables of a handed-over module replaced by their values; undefined if that is ambiguous. */
  private withGiven(
    expression: JsonObject,
    given: readonly string[],
    others: readonly string[],
    place: Place,
  ): Json | undefined {
    const { address, attribute, source } = place;
    const value = place.values[0]?.value ?? NOT_PLANNED;
    if ("constant_value" in expression) {
      const { variables } = this.given;
      const text = evaluated(expression["constant_value"] ?? null, { variables, locals: {} });
      const named = subjectsIn(text, this.isBlock);
      if (![...named].some((subject) => this.given.isGiven(subject))) return text;
    }
    if (isKnown(value)) return this.written(others, place);
    const isSource =
      source !== undefined &&
      mayBeSourceOf(source, { value, references: others }, this.isBlock) &&
      this.given.standIn(source, given);
    if (!isSource) return others.length > 0 ? undefined : this.named(given, attribute);
    this.onTaken(address, attribute);
    return source;
  }

  /** Value of a variable in an attribute that can only contain the id or name of an object, or a list of one. */
  private named([variable = "", ...others]: readonly string[], attribute: string): Json | undefined {
    const value = this.given.valueOf(variable);
    if (value === undefined || others.length > 0 || !NAMES_OBJECTS.test(attribute)) return undefined;
    return attribute.endsWith("_ids") && !Array.isArray(value) ? [value] : value;
  }

  /**
   * A configuration in JSON has its own text, in which `$${` means `${`; a configuration in HCL has the value. A module
   * can mix both; the planned value shows which one it is.
   */
  private constant(constant: Json, references: readonly string[], { values }: Place): Json {
    if (references.length > 0) return constant;
    const [first] = values;
    const isEvaluated = first !== undefined && JSON.stringify(first.value) === JSON.stringify(constant);
    return this.isVerbatim && !isEvaluated ? constant : escapeTemplates(constant);
  }

  /** The text, if it is the same for all instances. */
  private written(references: readonly string[], { attribute, values }: Place): Json | undefined {
    const namesObjects = NAMES_OBJECTS.test(attribute);
    const instances = values.length > 0 ? values : [{ key: undefined, value: NOT_PLANNED }];
    const texts = instances.map(({ key, value }) =>
      rewritten({ value, references, valueOf: (reference) => this.values.of(reference, key), namesObjects }),
    );
    const [first] = texts;
    return texts.every((text) => JSON.stringify(text) === JSON.stringify(first)) ? first : undefined;
  }
}

function apart<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((each) => !isFirst(each))];
}

const NOT_PLANNED = new Unknown("any");

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
export const isExpression = (value: Json | undefined): boolean =>
  value !== null &&
  typeof value === "object" &&
  !Array.isArray(value) &&
  Object.keys(asObject(value)).every((key) => key === "constant_value" || key === "references");
