import { modelsOf } from "../../infrastructure/capacity-shortage";
import { homeOf } from "../../infrastructure/text-references";
import { type Result, isBlocking } from "../../checks/run";
import { LAYERS } from "../../base/layers";
import { type Total, totalOf } from "../../cost/estimate";
import { usdRangeText } from "../../cost/formula";
import { networkDrawing } from "../network";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Report } from "../report";
import { type NotProved, notProvedPoints } from "../../project/not-proved";
import { type Content, type Markup, markup, raw } from "../../base/markup";
import { type LanguageModel } from "./language-models";
import { capacitySection } from "./sections/capacity";
import { costSection } from "./sections/cost";
import { findingsSection } from "./sections/findings";
import { languageModelsSection } from "./sections/language-models";
import { modelsSection } from "./sections/models";
import { networkSections } from "./sections/network";
import { rightsSection } from "./sections/rights";
import { versionsSection } from "./sections/versions";
import { STYLE } from "./style";
import { section, type HtmlSection, bullets } from "./section";

export interface PageInput {
  readonly plan: EnvironmentPlan;
  readonly costs: Report;
  readonly languageModels: readonly LanguageModel[];
  readonly results: readonly Result[];
  /** Number of checks that ran. */
  readonly checks: number;
  readonly notProved: readonly NotProved[];
  /** ISO date of the page. */
  readonly today: string;
}

/** One self-contained page of an environment. It loads nothing and runs no script. */
export function reportPage(input: PageInput): string {
  const { plan, costs, languageModels, results, checks, today } = input;
  const sections = [
    ...networkSections(networkDrawing(plan)),
    ...(modelsOf(plan).length > 0 ? [modelsSection(plan)] : []),
    ...(languageModels.length > 0 ? [languageModelsSection(languageModels)] : []),
    rightsSection(plan),
    costSection(costs),
    ...(costs.capacity.models.length > 0 ? [capacitySection(costs.capacity)] : []),
    versionsSection(plan, today),
    findingsSection(results, checks),
    section("not-proved", "Not proved", bullets(notProvedPoints(input.notProved))),
  ];
  return document(plan.name, header(input), sections, today).html;
}

function header({ plan, costs, results }: PageInput): Markup {
  const { accountId, region } = homeOf(plan);
  const home = `${accountId}${region}`;
  const errors = results.filter(isBlocking).length;
  const waived = results.filter(({ waiver }) => waiver !== undefined).length;
  const resources = LAYERS.map((layer) => plan.stack(layer)?.resources().length ?? 0).reduce(
    (a, b) => a + b,
    0,
  );
  const fact = (name: string, value: Content, problem = false): Markup =>
    markup`<div><dt>${name}</dt><dd${raw(problem ? ' class="problem"' : "")}>${value}</dd></div>`;
  return markup`<dl>${[
    fact("account and region", home === "" ? "not known" : [whole(accountId), whole(region)]),
    fact("models", modelsOf(plan).length),
    fact("Terraform resources", resources),
    fact("cost a month", costText(totalOf(costs.estimate.lines))),
    fact("errors of checks", errors, errors > 0),
    fact("accepted findings", waived),
  ]}</dl>`;
}

/** A value on a line of its own, which a narrow screen does not break. */
const whole = (value: string): Markup => markup`<span class="whole">${value}</span>`;

/** The total, and whether it is complete. The section on cost says what is missing. */
const costText = ({ usd, isKnown, isComplete }: Total): Content =>
  isKnown
    ? [usdRangeText(usd), isComplete ? "" : markup`<small>incomplete, see Cost</small>`]
    : "not known, see Cost";

const document = (name: string, facts: Markup, sections: readonly HtmlSection[], today: string): Markup =>
  markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width,initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>${name}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<h1>${name}</h1>
${facts}
<nav aria-label="Sections"><ul>${sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
</header>
<main id="main" tabindex="-1">
${sections.map(({ body }) => body)}
</main>
<footer>Written on ${today} from synthesized Terraform JSON, without access to AWS.</footer>
</body>
</html>
`;
