import { addonOf, releasesOf } from "../../infrastructure/kubernetes-releases";
import { aliasOf, defaultTags } from "../../infrastructure/text-references";
import { LAYERS } from "../../base/layers";
import { takesTags } from "../../facts/provider-schema";
import { EBS } from "../../evidence/ebs-volumes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { asObject, block, blocks, jsonIn, type JsonObject, text } from "../../terraform/stack-json";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import TEXTS from "./texts.json";
import FACTS from "./types-with-names.json";
import { blockFindings } from "../runner/block-findings";

export const resourceTags: Check = {
  ...ruleOf(TEXTS, "resource-tags"),
  run: (plan, { statedOf }) => [
    ...statedFindings(plan, statedOf(plan.name).tags ?? {}),
    ...templateFindings(plan),
    ...cniFindings(plan),
    ...driverFindings(plan),
    ...controllerFindings(plan),
    ...nameFindings(plan),
  ],
};

const missing = (wanted: JsonObject, tags: JsonObject): string[] =>
  Object.keys(wanted).filter((key) => tags[key] !== wanted[key]);

/**
 * Tags that the file states: a provider adds them to each type that has tags, and a resource with a value of its own
 * replaces one. The types are those of the provider's schema.
 */
function statedFindings(plan: EnvironmentPlan, stated: JsonObject): Finding[] {
  const taggable = plan.all.filter(({ type, address }) => !address.startsWith("data.") && takesTags(type));
  const ofProviders = LAYERS.flatMap((layer) =>
    blocks(plan.stack(layer)?.providers["aws"]).flatMap((provider) => {
      const lost = missing(stated, block(block(provider["default_tags"])["tags"]));
      const count = taggable.filter(
        (each) => each.layer === layer && aliasOf(each.config) === provider["alias"],
      ).length;
      return combinedFinding(
        { layer, address: "provider.aws" },
        "tags",
        lost.length === 0
          ? []
          : [`default_tags lacks ${lost.join(", ")}, so ${count} resources do not have it`],
      );
    }),
  );
  const ofResources = taggable.flatMap((resource) => {
    const own = block(resource.config["tags"]);
    const lost = missing(stated, { ...stated, ...own });
    return combinedFinding(resource, "tags", lost.length === 0 ? [] : [`it lacks ${lost.join(", ")}`]);
  });
  return [...ofProviders, ...ofResources];
}

function templateFindings(plan: EnvironmentPlan): Finding[] {
  return plan.resources("aws_launch_template").flatMap((template) =>
    combinedFinding(
      template,
      "tags",
      ["instance", "volume", "network-interface"].flatMap((kind) => {
        const tags = block(
          blocks(template.config.tag_specifications).find((each) => each.resource_type === kind)?.tags,
        );
        const lost = missing(defaultTags(plan.stack(template.layer)), tags);
        return [
          ...(lost.length === 0 ? [] : [`each ${kind} lacks ${lost.join(", ")}`]),
          ...((text(tags["Name"]) ?? "") === "" ? [`each ${kind} has no Name`] : []),
        ];
      }),
    ),
  );
}

function cniFindings(plan: EnvironmentPlan): Finding[] {
  const cni = addonOf(plan, "vpc-cni");
  if (!cni) return [];
  const tags = asObject(jsonIn(asObject(cni.settings["env"])["ADDITIONAL_ENI_TAGS"]));
  const lost = missing(defaultTags(plan.stack(cni.resource.layer)), tags);
  return combinedFinding(
    cni.resource,
    "tags",
    lost.length === 0 ? [] : [`pod interfaces lack ${lost.join(", ")}`],
  );
}

/** Volumes of claims, which the EBS CSI driver creates. */
function driverFindings(plan: EnvironmentPlan): Finding[] {
  const driver = addonOf(plan, EBS.addon);
  if (!driver) return [];
  const tags = asObject(asObject(driver.settings["controller"])["extraVolumeTags"]);
  const lost = missing(defaultTags(plan.stack(driver.resource.layer)), tags);
  return combinedFinding(
    driver.resource,
    "tags",
    lost.length === 0 ? [] : [`volumes of claims lack ${lost.join(", ")}`],
  );
}

function controllerFindings(plan: EnvironmentPlan): Finding[] {
  return releasesOf(plan, "aws-load-balancer-controller").flatMap(({ resource, values }) => {
    const { layer, ...wanted } = defaultTags(plan.stack(resource.layer));
    const tags = asObject(values["defaultTags"]);
    const lost = missing(wanted, tags);
    return combinedFinding(resource, "tags", [
      ...(lost.length === 0 ? [] : [`load balancers lack ${lost.join(", ")}`]),
      ...(layer !== undefined && (text(tags["layer"]) ?? "") === "" ? ["load balancers have no layer"] : []),
      ...(LAYERS.some((each) => each === tags["layer"])
        ? [
            `load balancers have the layer ${String(tags["layer"])}, so a list of its unrecorded resources names them`,
          ]
        : []),
    ]);
  });
}

/** Resource types that the AWS console lists by Name. */
const NAMED: readonly string[] = FACTS.types;

const nameFindings = (plan: EnvironmentPlan): Finding[] =>
  NAMED.flatMap((type) => plan.resources(type)).flatMap((resource) =>
    blockFindings(
      plan,
      resource,
      "tags",
      (text(block(resource.config["tags"])["Name"]) ?? "") === "" ? [{ convention: "it has no Name" }] : [],
    ),
  );
