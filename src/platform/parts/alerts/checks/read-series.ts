/** A series that an expression of Prometheus reads. */
export interface ReadSeries {
  readonly metric: string;
  /** Target, as `NAMESPACE/SERVICE`. @default - of any target */
  readonly target?: string;
  /** Matchers of labels that name no object, such as `mountpoint="/"`. */
  readonly matchers: readonly Matcher[];
  /** Whether the expression asks if the series is absent. */
  readonly asksAbsence: boolean;
}

export interface Matcher {
  readonly label: string;
  /** The whole matcher: `code=~"5.."`. */
  readonly text: string;
}

const SELECTOR = /(\babsent\(\s*)?\b([a-zA-Z_:][\w:]*)\{([^}]*)\}/g;
const BARE = /(\babsent\(\s*)?\b([a-zA-Z_:][\w:]*)\b(?!\s*\()/g;
const WORDS = /^(and|or|unless|on|by|without|ignoring|group_left|group_right|bool|offset|inf|nan)$/i;

const MATCHER = /(\w+)\s*(?:=~|!~|!=|=)\s*"(?:[^"\\]|\\.)*"/g;

/** Labels that name an object. An object can be at rest or gone while the program that reports it works. */
const OBJECT_LABELS: ReadonlySet<string> = new Set([
  "container",
  "daemonset",
  "deployment",
  "horizontalpodautoscaler",
  "name",
  "namespace",
  "pod",
  "service",
]);

/** Series that an expression reads, by their names: its functions are not evaluated. */
export function seriesIn(expression: string): ReadSeries[] {
  const withMatchers = [...expression.matchAll(SELECTOR)].map(([, absent, name = "", matchers = ""]) =>
    seriesOf(name, matchers, absent !== undefined),
  );
  const rest = expression
    .replaceAll(SELECTOR, " ")
    .replaceAll(/"[^"]*"|\[[^\]]*\]/g, " ")
    .replaceAll(/\b(by|without|on|ignoring)\s*\([^)]*\)/g, " ")
    .replaceAll(/\b\d[\w.]*/g, " ");
  const bare = [...rest.matchAll(BARE)]
    .filter(([, , name = ""]) => !WORDS.test(name))
    .map(([, absent, name = ""]) => seriesOf(name, "", absent !== undefined));
  return [...withMatchers, ...bare];
}

function seriesOf(name: string, matchers: string, asksAbsence: boolean): ReadSeries {
  const [namespace, service] = ["namespace", "service"].map(
    (label) => new RegExp(`(?:^|,)\\s*${label}="([^"]*)"`).exec(matchers)?.[1],
  );
  return {
    metric: name,
    ...(service === undefined ? {} : { target: `${namespace ?? ""}/${service}` }),
    matchers: [...matchers.matchAll(MATCHER)]
      .map(([text, label = ""]) => ({ label, text }))
      .filter(({ label }) => !OBJECT_LABELS.has(label)),
    asksAbsence,
  };
}

/** Whether two series exist together: they are the same, or of one histogram. */
export const existTogether = (one: string, other: string): boolean => histogramOf(one) === histogramOf(other);

const histogramOf = (metric: string): string => metric.replace(/_(bucket|count|sum)$/, "");
