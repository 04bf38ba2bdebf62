import { block, isTrue, combinedFinding, text, texts, valueOf } from "../../analysis/blocks";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { type Check } from "../check";
import { hostsOf, zoneProblems } from "./hosts";

export const certificate: Check = {
  id: "certificate",
  severity: "error",
  title:
    "each certificate matches the host that clients use, and its validation record is in the host's zone",
  why: "an unvalidated certificate fails the apply after an hour; every client refuses a certificate for another host",
  fix: "use one host and one zone in certificate, validation, record and Ingress",
  source: "AWS Certificate Manager user guide, DNS validation (read 2026-11-20)",
  run: (plan) => [
    ...plan
      .resources("aws_acm_certificate")
      .flatMap((each) => combinedFinding(each, "certificate", certificateProblems(plan, each))),
    ...plan
      .resources("aws_acm_certificate_validation")
      .flatMap((each) => combinedFinding(each, "certificate validation", validationProblems(plan, each))),
    ...plan
      .resources("aws_route53_record")
      .filter(({ config }) => config["alias"] === undefined)
      .flatMap((record) => combinedFinding(record, "record", proofProblems(plan, record))),
  ],
};

function certificateProblems(plan: EnvironmentPlan, certificate: PlannedResource): string[] {
  const { config } = certificate;
  const domain = text(config["domain_name"]) ?? "";
  const validated = plan
    .resources("aws_acm_certificate_validation")
    .some((each) => plan.target(valueOf(each, each.config["certificate_arn"])) === certificate);
  const others = hostsOf(plan).filter((host) => !isFor(domain, host));
  return [
    ...(/^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(domain)
      ? []
      : [`its domain is ${domain || "missing"}`]),
    ...others.map((host) => `it is for ${domain}, but clients use ${host}`),
    ...(config["validation_method"] === "DNS"
      ? []
      : [`its validation method is ${String(config["validation_method"] ?? "missing")}, expected DNS`]),
    ...(isTrue(block(config["lifecycle"])["create_before_destroy"])
      ? []
      : ["a listener blocks its replacement: create_before_destroy is not true"]),
    ...(validated ? [] : ["no aws_acm_certificate_validation waits for it"]),
  ];
}

/** True if a domain covers a host; a wildcard matches one label. */
const isFor = (domain: string, host: string): boolean =>
  domain === host || (domain.startsWith("*.") && host.slice(host.indexOf(".")) === domain.slice(1));

function validationProblems(plan: EnvironmentPlan, validation: PlannedResource): string[] {
  const { certificate_arn: arn, validation_record_fqdns: names } = validation.config;
  return [
    ...(plan.target(valueOf(validation, arn))?.type === "aws_acm_certificate"
      ? []
      : ["it validates no certificate of this environment"]),
    ...(plan.target(valueOf(validation, text(names) ?? texts(names)[0]))?.type === "aws_route53_record" ||
    /^\$\{\[for \w+ in aws_route53_record\.\w+ : \w+\.fqdn\]\}$/.test(String(names))
      ? []
      : ["it does not wait for the validation record of the host"]),
  ];
}

/** Problems of a validation record: ACM requests one for each domain name. */
function proofProblems(plan: EnvironmentPlan, record: PlannedResource): string[] {
  const { layer, config } = record;
  const each = String(config["for_each"] ?? "");
  const certificate = /\b(aws_acm_certificate\.\w+)\.domain_validation_options\b/.exec(each)?.[1];
  if (certificate === undefined) return ["it is not an alias, and it validates no certificate"];
  const known =
    plan.target({ layer, value: `\${${certificate}.arn}` }) !== undefined && / => \w+ ?\}\}$/.test(each);
  const wanted = [
    ["name", "resource_record_name"],
    ["type", "resource_record_type"],
  ] as const;
  return [
    ...(known ? [] : ["it validates a certificate that does not exist"]),
    ...wanted
      .filter(([key, option]) => config[key] !== `\${each.value.${option}}`)
      .map(([key, option]) => `its ${key} is not the ${option} that ACM requests`),
    ...(texts(config["records"]).join() === "${each.value.resource_record_value}"
      ? []
      : ["its records are not the resource_record_value that ACM requests"]),
    ...zoneProblems(plan, record),
    ...(Number(config["ttl"]) > 0 ? [] : ["it has no ttl"]),
    ...(isTrue(config["allow_overwrite"])
      ? []
      : [
          "it cannot replace the validation record of an earlier certificate for the host: allow_overwrite is not true",
        ]),
  ];
}
