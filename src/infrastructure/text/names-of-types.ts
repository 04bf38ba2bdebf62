import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { blocks, type Json, text, texts, valuesAt } from "../../terraform/stack-json";
import { ImageReference, pulledImages } from "../kubernetes-images";
import { type NameKind } from "./mentions";
import { type PlacedName } from "./placed-name";
import FACTS from "./types-with-servers.json";

/** Names whose form does not say what they are: sources of charts and images, and names in DNS. */
export const namesOfTypes = (plan: EnvironmentPlan): PlacedName[] => [
  ...plan.resources("helm_release").flatMap(charts),
  ...plan
    .resources("aws_acm_certificate")
    .flatMap((each) => [
      ...named(each, "domain", "domain_name", each.config.domain_name),
      ...named(each, "domain", "subject_alternative_names", each.config.subject_alternative_names),
    ]),
  ...plan
    .resources("data.aws_route53_zone")
    .flatMap((each) => named(each, "domain", "name", each.config.name)),
  ...plan
    .resources("aws_route53_record")
    .flatMap((each) => [
      ...named(each, "domain", "name", hostOf(each.config.name)),
      ...blocks(each.config.alias).flatMap((alias) => named(each, "domain", "alias.name", alias.name)),
    ]),
  ...SERVERS.flatMap(({ type, path }) => plan.resources(type).flatMap((each) => servers(each, path))),
  ...images(plan),
];

/** Arguments with the URL of a server that gets messages or records, or that signs users in. */
const SERVERS = FACTS.servers;

/** The hosts of the URLs at a path of nested blocks. */
const servers = ({ layer, address, config }: PlannedResource, path: string): PlacedName[] =>
  texts(valuesAt(config, path)).flatMap((whole) => {
    const [, value] = /^https?:\/\/(?:[^/@]*@)?([^/:?#$]+)(?=[/:?#]|$)/.exec(whole) ?? [];
    return value === undefined ? [] : [{ layer, address, path, kind: "domain", value, whole }];
  });

function charts(release: PlannedResource): PlacedName[] {
  const { config } = release;
  const chart = text(config["chart"]) ?? "";
  if (/^(?:\.|\/|\$)/.test(chart)) return [];
  return [
    ...named(release, "source", "repository", outsideOfEcr(config["repository"])),
    ...(/^\w+:\/\//.test(chart) ? named(release, "source", "chart", outsideOfEcr(chart)) : []),
  ];
}

/** The texts of an argument that Terraform need not evaluate. */
const named = (
  { layer, address }: PlannedResource,
  kind: NameKind,
  path: string,
  value: Json | undefined,
): PlacedName[] =>
  texts(value).flatMap((each) =>
    each === "" || each.includes("${") ? [] : [{ layer, address, path, kind, value: each, whole: each }],
  );

/** Registries of ECR have an account and a region, which are found in every text. */
function outsideOfEcr(value: Json | undefined): Json | undefined {
  const [, host = ""] = /^oci:\/\/([^/]+)/.exec(text(value) ?? "") ?? [];
  return ImageReference.parse(`${host}/`).ecr === undefined ? value : undefined;
}

/** A name without a dot is below the zone of its record. */
const hostOf = (name: Json | undefined): Json | undefined => (text(name)?.includes(".") ? name : undefined);

const images = (plan: EnvironmentPlan): PlacedName[] =>
  pulledImages(plan).flatMap(({ resource: { layer, address }, where, image }) => {
    const value = image.repository;
    if (image.path === "" || value.includes("$") || image.ecr) return [];
    return [{ layer, address, path: where, kind: "registry" as const, value, whole: value }];
  });
