import { isOwn } from "../../infrastructure/accepted-blocks";
import { partsInText } from "../../infrastructure/claims";
import {
  type EnvironmentPlan,
  type PlannedResource,
  type ResourceOf,
  inLayer,
} from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { announcedHosts, servedHosts, zoneProblems } from "./hosts";
import { type Json, block, isTrue, text, texts } from "../../terraform/stack-json";
import TEXTS from "./texts.json";

export const certificate: Check = {
  ...ruleOf(TEXTS, "certificate"),
  run: (plan) => [
    ...plan
      .resources("aws_acm_certificate")
      .flatMap((each) => combinedFinding(each, "certificate", certificateProblems(plan, each))),
    ...plan
      .resources("aws_acm_certificate_validation")
      .flatMap((each) => combinedFinding(each, "certificate validation", validationProblems(plan, each))),
    ...plan
      .resources("aws_route53_record")
      .filter(({ config }) => config.alias === undefined)
      // The owner's records can be of any host; only those of a certificate are judged.
      .filter((record) => !isOwn(plan, record) || optionIn(record, record.config.name) !== undefined)
      .flatMap((record) => combinedFinding(record, "record", proofProblems(plan, record))),
  ],
};

function certificateProblems(
  plan: EnvironmentPlan,
  certificate: ResourceOf<"aws_acm_certificate">,
): string[] {
  const { config } = certificate;
  const domain = text(config.domain_name) ?? "";
  const validated = plan
    .resources("aws_acm_certificate_validation")
    .some((each) => plan.target(inLayer(each, each.config.certificate_arn)) === certificate);
  const domains = [domain, ...texts(config.subject_alternative_names)].filter((each) => each !== "");
  const others = [...new Set([...servedHosts(plan), ...announcedHosts(plan)])].filter(
    (host) => !domains.some((each) => isFor(each, host)),
  );
  return [
    ...(/^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(domain)
      ? []
      : [`its domain is ${domain || "missing"}`]),
    ...others.map((host) => `it is for ${domains.join(", ")}, but clients use ${host}`),
    ...(config.validation_method === "DNS"
      ? []
      : [`its validation method is ${String(config.validation_method ?? "missing")}, expected DNS`]),
    ...(isTrue(block(config.lifecycle)["create_before_destroy"])
      ? []
      : ["a listener blocks its replacement: create_before_destroy is not true"]),
    ...(validated ? [] : ["no aws_acm_certificate_validation waits for it"]),
  ];
}

/** True if a domain covers a host; a wildcard matches one label. */
const isFor = (domain: string, host: string): boolean =>
  domain === host || (domain.startsWith("*.") && host.slice(host.indexOf(".")) === domain.slice(1));

function validationProblems(
  plan: EnvironmentPlan,
  validation: ResourceOf<"aws_acm_certificate_validation">,
): string[] {
  const { certificate_arn: arn, validation_record_fqdns: names } = validation.config;
  return [
    ...(plan.target(inLayer(validation, arn))?.type === "aws_acm_certificate"
      ? []
      : ["it validates no certificate of this environment"]),
    ...(plan.target(inLayer(validation, text(names) ?? texts(names)[0]))?.type === "aws_route53_record"
      ? []
      : ["it does not wait for the validation record of the host"]),
  ];
}

/** A part of the record that ACM requests for one domain. */
const OPTION =
  "one([for option in aws_acm_certificate.NAME.domain_validation_options : option.PART if option.domain_name == DOMAIN])";

/** The certificate and the part of such a value, whose domain is the key of the record. */
function optionIn({ address }: PlannedResource, value: Json | undefined) {
  const parts = partsInText(OPTION, text(value));
  const domain = parts?.text("DOMAIN");
  const isOfKey =
    domain === undefined
      ? partsInText("each.key", parts?.template("DOMAIN")) !== undefined
      : address.endsWith(`[${JSON.stringify(domain)}]`);
  return parts && isOfKey
    ? { certificate: `aws_acm_certificate.${parts.name("NAME")}`, part: parts.name("PART") }
    : undefined;
}

/** Problems of a validation record: ACM requests one for each domain name. */
function proofProblems(plan: EnvironmentPlan, record: ResourceOf<"aws_route53_record">): string[] {
  const { layer, config } = record;
  const certificate = optionIn(record, config.name)?.certificate;
  if (certificate === undefined) return ["it is not an alias, and it validates no certificate"];
  const found = plan.target({ layer, value: `\${${certificate}.arn}` });
  const domains = [
    text(found?.config["domain_name"]) ?? "",
    ...texts(found?.config["subject_alternative_names"]),
  ];
  const each = String(config.for_each);
  const isOption = (value: string | undefined, name: string): boolean => {
    const option = optionIn(record, value);
    return option?.certificate === certificate && option?.part === name;
  };
  const wanted = [
    ["name is", text(config.name), "resource_record_name"],
    ["type is", text(config.type), "resource_record_type"],
    ["records are", texts(config.records).join(), "resource_record_value"],
  ] as const;
  return [
    ...(found ? [] : ["it validates a certificate that does not exist"]),
    ...domains
      .filter((domain) => found && !each.includes(`"${domain}"`))
      .map((domain) => `no record validates ${domain}`),
    ...wanted
      .filter(([, value, name]) => !isOption(value, name))
      .map(([key, , name]) => `its ${key} not the ${name} that ACM requests`),
    ...zoneProblems(plan, record),
    ...(Number(config.ttl) > 0 ? [] : ["it has no ttl"]),
    ...(isTrue(config.allow_overwrite)
      ? []
      : [
          "it cannot replace the validation record of an earlier certificate for the host: allow_overwrite is not true",
        ]),
  ];
}
