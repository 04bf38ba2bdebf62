import { text } from "../../../terraform/stack-json";
import { type EnvironmentPlan, type ResourceOf, inLayer } from "../../../terraform/environment-plan";
import { addonsOf, helmReleasesOf } from "../../../infrastructure/kubernetes-releases";
import { knownText } from "../../../infrastructure/text-references";
import { databaseSupport } from "../database-versions";
import { KUBERNETES, type SupportPeriods } from "../../../facts/kubernetes-versions";
import { type Content, markup } from "../../../base/markup";
import { type HtmlSection, note, section, tableMarkup } from "../section";

/** Versions of what runs, with the ends of their support where a calendar is known. */
export const versionsSection = (plan: EnvironmentPlan, today: string): HtmlSection =>
  section(
    "versions",
    "Versions",
    tableMarkup(
      "Versions and their support",
      ["program", "version", "support"],
      [
        ...plan
          .resources("aws_eks_cluster")
          .map(({ config }) => text(config.version))
          .map((version) => [
            "Kubernetes on EKS",
            version ?? "default",
            supportOf(KUBERNETES.calendar.get(version ?? ""), "which costs six times as much", today),
          ]),
        ...plan
          .resources("aws_db_instance")
          .map(({ config }) => [text(config.engine) ?? "?", text(config.engine_version)] as const)
          .map(([engine, version]) => [
            `RDS for ${engine}`,
            version ?? "default",
            supportOf(databaseSupport(engine, version ?? ""), "which costs extra", today),
          ]),
        ...addonsOf(plan).map(({ name, resource }) => [
          `add-on ${name}`,
          addonVersion(plan, resource),
          NO_CALENDAR,
        ]),
        ...helmReleasesOf(plan)
          .filter(({ local }) => !local)
          .map(({ chart, resource }) => [
            `chart ${chart}`,
            text(resource.config.version) ?? "newest",
            NO_CALENDAR,
          ]),
      ],
    ),
    note(
      "This project has the support calendars of Kubernetes on EKS and of databases of RDS. For the others, the checks compare versions with the ones that were tested.",
    ),
  );

const NO_CALENDAR = "no calendar in this project";

/** The pinned build, or how a plan chooses it. */
function addonVersion(plan: EnvironmentPlan, addon: ResourceOf<"aws_eks_addon">): string {
  const pinned = inLayer(addon, addon.config.addon_version);
  const lookup = plan.target(pinned);
  if (!lookup) return knownText(plan, pinned) ?? "chosen by EKS at apply";
  const kubernetes = knownText(plan, inLayer(lookup, lookup.config["kubernetes_version"]));
  return `${lookup.config["most_recent"] === true ? "newest" : "default"} of EKS${kubernetes ? ` for Kubernetes ${kubernetes}` : ""}, looked up by each plan`;
}

/** The state of support on a day. `price` says what extended support costs. */
function supportOf(periods: SupportPeriods | undefined, price: string, today: string): Content {
  if (!periods) return NO_CALENDAR;
  const { standardSupportEnds, extendedSupportEnds } = periods;
  const days = Math.round((Date.parse(standardSupportEnds) - Date.parse(today)) / DAY_MS);
  const state =
    days >= 0
      ? `${days} days of standard support left`
      : extendedSupportEnds >= today
        ? `in extended support, ${price}`
        : "without support";
  return markup`<strong>${state}</strong>: standard until ${standardSupportEnds}, extended until ${extendedSupportEnds}`;
}

const DAY_MS = 86_400_000;
