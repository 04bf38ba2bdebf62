import type { LRParser } from "@lezer/lr";
import { wholePattern } from "./whole-pattern";

/** The label matcher of a selector. */
export interface LabelMatcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
  /** As it is written: `code=~"5.."`. */
  readonly text: string;
}

/** A comparison of series with a number, with the number on the right. */
export interface Threshold {
  readonly operator: string;
  readonly number: number;
  /** Whether the compared value is a quotient of series. */
  readonly isShare: boolean;
  /**
   * Whether the compared value has numbers of its own, so that the number alone says nothing. The complement `1 - …` of
   * a share has not.
   */
  readonly isScaled: boolean;
}

/** Series that an expression reads. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly LabelMatcher[];
  /** Whether the expression asks if they are absent. */
  readonly asksAbsence: boolean;
  /** Whether they are what an `unless` excludes. */
  readonly isExcluded: boolean;
  /** Whether other series are divided by them. */
  readonly isDivisor: boolean;
  /** The nearest comparison with a number around them. @default - none */
  readonly comparison?: Threshold;
}

/** An expression of Prometheus, by its syntax tree. Its functions are not evaluated. */
interface Expression {
  readonly selectors: readonly Selector[];
  /** The expression, or its conditions and alternatives, that read no series. */
  readonly constants: readonly string[];
  /** Times of its ranges, such as `1h`. */
  readonly ranges: readonly string[];
  /** The text from the first fault of its syntax on. @default - it is valid */
  readonly fault?: string;
}

type Tree = ReturnType<LRParser["parse"]>;
type Node = Tree["topNode"];

const COMPARISONS: Readonly<Record<string, string>> = {
  Gtr: ">",
  Gte: ">=",
  Lss: "<",
  Lte: "<=",
  Eql: "==",
  Neq: "!=",
};

const MIRRORED: Readonly<Record<string, string>> = { ">": "<", ">=": "<=", "<": ">", "<=": ">=" };
const SETS: ReadonlySet<string> = new Set(["And", "Or", "Unless"]);
const DIVISION = "Div";
const NUMBER = "NumberDurationLiteral";

/** The package is loaded when an environment has rules: most have none. Its types are those of an ES module. */
function parse(text: string): Tree {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  const { parser } = require("@prometheus-io/lezer-promql") as { readonly parser: LRParser };
  return parser.parse(text);
}

const known = new Map<string, Expression>();

/** Reads an expression, each text once. */
export function readExpression(text: string): Expression {
  const read = known.get(text) ?? new Reader(text).read();
  known.set(text, read);
  return read;
}

class Reader {
  private readonly selectors: Selector[] = [];
  private readonly constants: string[] = [];
  private readonly ranges: string[] = [];
  private fault: string | undefined;

  constructor(private readonly text: string) {}

  read(): Expression {
    const top = parse(this.text).topNode;
    this.visit(top, { asksAbsence: false, isExcluded: false, isDivisor: false });
    const { selectors, constants, ranges, fault } = this;
    return {
      selectors,
      constants: selectors.length === 0 ? [this.text.trim()] : constants,
      ranges,
      ...(fault === undefined ? {} : { fault }),
    };
  }

  /** @param around what holds for all selectors below a node */
  private visit(
    node: Node,
    around: Pick<Selector, "asksAbsence" | "isExcluded" | "isDivisor" | "comparison">,
  ): void {
    if (node.type.isError) this.fault ??= this.text.slice(node.from);
    if (node.name === "VectorSelector") this.selectors.push({ ...this.selectorOf(node), ...around });
    if (node.name === "DurationExpr") this.ranges.push(this.textOfNode(node));
    if (node.name === "BinaryExpr") this.visitBinary(node, around);
    else if (isAbsence(node)) this.visitAll(node, { ...around, asksAbsence: true });
    else this.visitAll(node, around);
  }

  private visitAll(node: Node, around: Parameters<Reader["visit"]>[1]): void {
    for (const child of childrenOf(node)) this.visit(child, around);
  }

  private visitBinary(node: Node, around: Parameters<Reader["visit"]>[1]): void {
    const [left, right] = [node.firstChild, node.lastChild];
    const operator = childrenOf(node).find(
      ({ name }) => SETS.has(name) || name === DIVISION || COMPARISONS[name] !== undefined,
    )?.name;
    if (!left || !right || operator === undefined) return this.visitAll(node, around);
    if (SETS.has(operator)) {
      this.constants.push(
        ...[left, right].filter((side) => !readsSeries(side)).map((side) => this.textOfNode(side)),
      );
      this.visit(left, around);
      this.visit(right, operator === "Unless" ? { ...around, isExcluded: !around.isExcluded } : around);
      return;
    }
    if (operator === DIVISION) {
      this.visit(left, around);
      this.visit(right, { ...around, isDivisor: true });
      return;
    }
    const comparison = this.comparisonOf(left, COMPARISONS[operator] ?? "", right);
    this.visitAll(node, comparison ? { ...around, comparison } : around);
  }

  private comparisonOf(left: Node, operator: string, right: Node): Threshold | undefined {
    const [onLeft, onRight] = [left, right].map((side) => this.numberIn(side));
    if (onRight !== undefined) return { operator, number: onRight, ...formOf(left, this.text) };
    if (onLeft === undefined) return undefined;
    return { operator: MIRRORED[operator] ?? operator, number: onLeft, ...formOf(right, this.text) };
  }

  private numberIn(node: Node): number | undefined {
    const bare = withoutParentheses(node);
    return bare.name === NUMBER ? Number(this.textOfNode(bare)) : undefined;
  }

  private selectorOf(node: Node): Pick<Selector, "metric" | "matchers"> {
    const matchers = childrenOf(node.getChild("LabelMatchers"))
      .filter(({ name }) => name.endsWith("LabelMatcher"))
      .map((each) => this.matcherOf(each));
    const identifier = node.getChild("Identifier");
    const named = matchers.find(({ label, operator }) => label === "__name__" && operator === "=");
    return {
      metric: identifier ? this.textOfNode(identifier) : (named?.value ?? ""),
      matchers: matchers.filter((each) => each !== named),
    };
  }

  private matcherOf(node: Node): LabelMatcher {
    const part = (name: string): string => {
      const found = node.getChild(name);
      return found ? this.textOfNode(found) : "";
    };
    return {
      label: part("LabelName") || unquoted(part("QuotedLabelName")),
      operator: part("MatchOp") as LabelMatcher["operator"],
      value: unquoted(part("StringLiteral")),
      text: this.textOfNode(node),
    };
  }

  private textOfNode({ from, to }: Node): string {
    return this.text.slice(from, to);
  }
}

function childrenOf(node: Node | null): Node[] {
  const children: Node[] = [];
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling) children.push(child);
  return children;
}

const some = (node: Node, test: (each: Node) => boolean): boolean =>
  test(node) || childrenOf(node).some((child) => some(child, test));

const readsSeries = (node: Node): boolean => some(node, ({ name }) => name === "VectorSelector");

const isAbsence = (node: Node): boolean =>
  node.name === "FunctionCall" &&
  childrenOf(node.getChild("FunctionIdentifier")).some(({ name }) => name.startsWith("Absent"));

const withoutParentheses = (node: Node): Node =>
  node.name === "ParenExpr" && node.firstChild ? withoutParentheses(node.firstChild) : node;

/** Form of a compared value. Numbers in calls, such as the quantile of a function, do not scale it. */
function formOf(value: Node, text: string): Pick<Threshold, "isShare" | "isScaled"> {
  const isQuotient = (node: Node): boolean =>
    node.name === "BinaryExpr" &&
    childrenOf(node).some(({ name }) => name === DIVISION) &&
    childrenOf(node).filter(readsSeries).length === 2;
  const isComplement = (node: Node): boolean =>
    node.firstChild !== null &&
    text.slice(node.firstChild.from, node.firstChild.to) === "1" &&
    childrenOf(node).some(({ name }) => name === "Sub");
  const isScale = (node: Node): boolean =>
    node.name === "BinaryExpr" &&
    !isComplement(node) &&
    [node.firstChild, node.lastChild].some(
      (side) => side !== null && withoutParentheses(side).name === NUMBER,
    );
  return { isShare: some(value, isQuotient), isScaled: some(value, isScale) };
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text.slice(1, -1);
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}

/** Whether a selector reads a series. */
export function selects(
  { metric, matchers }: Selector,
  series: { readonly metric: string; readonly labels: Readonly<Record<string, string>> },
): boolean {
  return metric === series.metric && matchers.every((each) => isMet(each, series.labels[each.label] ?? ""));
}

function isMet({ operator, value }: LabelMatcher, given: string): boolean {
  if (operator === "=") return given === value;
  if (operator === "!=") return given !== value;
  // A pattern that is not read selects nothing that is known.
  return wholePattern(value)?.test(given) === (operator === "=~");
}
