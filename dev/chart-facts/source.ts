import { userError } from "../../src/base/errors";
import { type ChartFacts } from "../../src/evidence/charts";
import { type ChartPackage } from "./chart-package";

/** Options that state the sources of a chart. */
export interface FactsOfSource {
  /** @default - that of the old facts, with the new version; an old one with other numbers has no default */
  readonly tag?: string;
  /** @default - that of the old facts, if the version is the same */
  readonly commit?: string;
}

interface SourceProps {
  readonly old: ChartFacts;
  readonly chart: ChartPackage;
  readonly given: FactsOfSource;
  readonly today: string;
  readonly helm: string;
  readonly kubernetes: string;
}

/** Sources of the new facts. A package has no commit, so it is stated for each new version. */
export function sourceOf({ old, chart, given, today, helm, kubernetes }: SourceProps): ChartFacts["source"] {
  const isNew = old.version !== chart.version;
  if (isNew && given.commit === undefined)
    throw userError({
      place: "--commit",
      got: "none",
      expected: `the commit of ${chart.name} ${chart.version} in ${old.source.repository}`,
      fix: "read it on the page of the tag, or with git ls-remote --tags",
    });
  return {
    ...old.source,
    tag: given.tag ?? tagOf(old, chart),
    commit: given.commit ?? old.source.commit,
    read: today,
    rendered: `${today}, Helm ${helm} for Kubernetes ${kubernetes}; Pod Security levels by the admission of kube-apiserver`,
  };
}

/** The old tag with the new version. A tag with other numbers, such as that of the program, does not follow from the version. */
function tagOf({ version, source }: ChartFacts, chart: ChartPackage): string {
  if (version === chart.version) return source.tag;
  const bare = (text: string): string => text.replace(/^v/, "");
  const [before, after, ...more] = source.tag.split(bare(version));
  if (before === undefined || after === undefined || more.length > 0 || /\d/.test(before + after))
    throw userError({
      place: "--tag",
      got: "none",
      expected: `the tag of ${chart.name} ${chart.version} in ${source.repository}, as that of ${version} is ${source.tag}`,
      fix: "read it with git ls-remote --tags",
    });
  return `${before}${bare(chart.version)}${after}`;
}
