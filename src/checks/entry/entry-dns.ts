import { own } from "../../base/own";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { claims } from "../../infrastructure/claims";
import { balancerOf, loadBalancersOf } from "../../infrastructure/network-load-balancers";
import {
  type EnvironmentPlan,
  type InLayer,
  type PlannedResource,
  type ResourceOf,
  inLayer,
} from "../../terraform/environment-plan";
import {
  asObject,
  block,
  isTrue,
  type Json,
  type JsonObject,
  text,
  texts,
  writtenText,
} from "../../terraform/stack-json";
import { type Layer } from "../../base/layers";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { announcedHosts, zoneProblems } from "./hosts";
import { items } from "../../infrastructure/kubernetes-api";
import { knownText, reference, regionOf } from "../../infrastructure/text-references";
import { attributesOf } from "../../infrastructure/text-attributes";
import TEXTS from "./texts.json";
import { privateZonesOf } from "../../infrastructure/network-private-zones";

export const entryDns: Check = {
  ...ruleOf(TEXTS, "entry-dns"),
  run: (plan) => [
    ...aliasRecords(plan).flatMap((record) =>
      combinedFinding(record, "record", recordProblems(plan, record)),
    ),
    ...recordsToCreate(plan).flatMap((record) => recordFindings(plan, record)),
    ...unresolvedHosts(plan),
  ],
};

/** Alias records, except those of private zones in the stacks, whose names another network uses. */
const aliasRecords = (plan: EnvironmentPlan): readonly ResourceOf<"aws_route53_record">[] =>
  plan
    .resources("aws_route53_record")
    .filter((record) => record.config.alias !== undefined)
    .filter((record) => {
      const zone = plan.target(inLayer(record, record.config.zone_id));
      return !privateZonesOf(plan).some(({ resource }) => resource === zone);
    });

function recordProblems(plan: EnvironmentPlan, record: ResourceOf<"aws_route53_record">): string[] {
  const { config } = record;
  const alias = block(config.alias);
  const host = text(config.name) ?? "";
  const target = plan.target(inLayer(record, alias.name));
  return [
    ...aliasProblems(plan, host, inLayer(record, alias.name), inLayer(record, alias.zone_id)),
    ...(config.type === "A" ? [] : [`its type is ${writtenText(config.type)}, expected A`]),
    ...(isTrue(alias.evaluate_target_health)
      ? []
      : ["it can resolve to a load balancer without healthy targets: evaluate_target_health is not true"]),
    ...(config.count === target?.config["count"]
      ? []
      : ["it can exist without its load balancer: their counts differ"]),
    ...(isTrue(config.allow_overwrite) ? ["it overwrites a record of others: allow_overwrite is true"] : []),
    ...zoneProblems(plan, record),
    ...hostedZoneProblems(plan, record, host, target),
  ];
}

/** Attribute with the DNS name of a load balancer that the controller creates, in the status of its object. */
const STATUS = "status[0].load_balancer[0].ingress[0].hostname";

/** Kinds of load balancers by the type of object that the controller creates them from. */
const CREATED_FROM: Readonly<Record<string, "application" | "network">> = {
  kubernetes_ingress_v1: "application",
  kubernetes_service_v1: "network",
};

/** Problems of an alias for a host: its target, the Route 53 zone of the target's name, and the host. */
function aliasProblems(plan: EnvironmentPlan, host: string, name: InLayer, zone: InLayer): string[] {
  const named = reference(plan, name);
  if (!named) return ["it does not point to the load balancer of this environment"];
  const { target, attribute } = named;
  const served = hostsServedBy(plan, target);
  return [
    ...(own(CREATED_FROM, target.type) === undefined
      ? terraformProblems(plan, target, attribute, zone)
      : controllerProblems(plan, target, attribute, zone)),
    ...(host !== "" && served.includes(host)
      ? []
      : [`it is for ${host || "no host"}, but its load balancer serves ${served.join(", ") || "no host"}`]),
  ];
}

function terraformProblems(
  plan: EnvironmentPlan,
  target: PlannedResource,
  attribute: string,
  zone: InLayer,
): string[] {
  const zoned = reference(plan, zone);
  return [
    ...(target.type === "aws_lb" && attribute === "dns_name"
      ? []
      : ["it does not point to the load balancer of this environment"]),
    ...(zoned?.target === target && zoned.attribute === "zone_id"
      ? []
      : ["its alias zone is not that of its load balancer"]),
  ];
}

function controllerProblems(
  plan: EnvironmentPlan,
  target: PlannedResource,
  attribute: string,
  zone: InLayer,
): string[] {
  const kind = own(CREATED_FROM, target.type);
  const zoned = plan.target(zone);
  // The data source defaults to application.
  const zoneKind =
    zoned?.type === "aws_lb_hosted_zone_id"
      ? (text(zoned.config["load_balancer_type"]) ?? "application")
      : "";
  const region = zoned === undefined ? undefined : text(zoned.config["region"]);
  const balancer = balancerOf(plan, { resource: target });
  return [
    ...(attribute === STATUS ? [] : [`it points to ${attribute || "no attribute"} of ${target.address}`]),
    ...(balancer ? [] : [`${target.address} creates no load balancer`]),
    ...(zoneKind === kind && (region === undefined || region === regionOf(plan, target))
      ? []
      : [`its alias zone is not the Route 53 zone of ${kind ?? "any"} load balancers of this region`]),
    ...(isTrue(target.config["wait_for_load_balancer"])
      ? []
      : [`${target.address} has no DNS name yet when it is read: wait_for_load_balancer is not true`]),
  ];
}

/**
 * Hosts that a load balancer serves: those of the rules of an Ingress. Others forward requests for every host, so it is the
 * host that the network stack's output tells clients to use.
 */
function hostsServedBy(plan: EnvironmentPlan, target: PlannedResource): string[] {
  const ingress = objectsOf(plan)
    .ofKind("ingress")
    .find(({ resource }) => resource === target);
  if (ingress) return items(ingress.spec.rules).flatMap((rule) => text(rule.host) ?? []);
  return announcedHosts(plan);
}

/**
 * Problems of the hosted zone of a record. The provider appends the zone's name to a name outside of the zone, so only a
 * postcondition shows that the record has the host's name.
 */
function hostedZoneProblems(
  plan: EnvironmentPlan,
  record: ResourceOf<"aws_route53_record">,
  host: string,
  target: PlannedResource | undefined,
): string[] {
  const zone = plan.target(inLayer(record, record.config.zone_id));
  if (zone?.type !== "aws_route53_zone") return ["no plan verifies that its host is in its hosted zone"];
  const isIn = [`format(".%s", trimsuffix(self.name, "."))`, `".\${trimsuffix(self.name, ".")}"`].map(
    (zoneName) => `endswith(".${host}", ${zoneName})`,
  );
  const balancer = target && balancerOf(plan, { resource: target });
  const { private_zone: isPrivate } = attributesOf(zone);
  return [
    ...(isIn.some((claim) => claims(zone.config, claim).length > 0)
      ? []
      : ["no plan verifies that its host is in its hosted zone"]),
    ...(balancer?.internetFacing !== true || isPrivate === false
      ? []
      : ["no plan verifies that its hosted zone is public, as clients on the internet require"]),
  ];
}

/** Hosts of a record that an operator creates. */
const hostsToRecord = (record: JsonObject): string[] => [
  ...(text(record["name"]) === undefined ? [] : [String(record["name"])]),
  ...texts(record["also_names"]),
];

/** A record in an output, which an operator creates. */
interface RecordToCreate {
  readonly layer: Layer;
  readonly output: string;
  readonly record: JsonObject;
}

/** Records that an operator creates: names of the controller's load balancers are not known in advance. */
function recordsToCreate(plan: EnvironmentPlan): RecordToCreate[] {
  const valueIn = (layer: Layer, name: string): Json | undefined =>
    asObject(plan.stack(layer)?.outputs[name])["value"];
  const ofModels = plan.stack("models")?.outputs["dns_record"];
  return [
    ...(ofModels === undefined
      ? []
      : [{ layer: "models" as const, output: "dns_record", record: asObject(asObject(ofModels)["value"]) }]),
    ...Object.values(asObject(valueIn("platform", LOG_IN_RECORDS))).map((record) => ({
      layer: "platform" as const,
      output: LOG_IN_RECORDS,
      record: asObject(record),
    })),
  ];
}

/** Output with the records of pages with a log-in, by their program. */
const LOG_IN_RECORDS = "log_in_dns_records";

function recordFindings(plan: EnvironmentPlan, { layer, output, record }: RecordToCreate): Finding[] {
  const hosts = hostsToRecord(record);
  const at = (value: Json | undefined): InLayer => ({ layer, value });
  return combinedFinding({ layer, address: `output.${output}` }, "record to create", [
    ...new Set(
      (hosts.length > 0 ? hosts : [""]).flatMap((host) =>
        aliasProblems(plan, host, at(record["alias_target"]), at(record["alias_zone_id"])),
      ),
    ),
    ...(record["type"] === "A" ? [] : [`its type is ${writtenText(record["type"])}, expected A`]),
    ...(aliasRecords(plan).some(({ config }) => hosts.includes(text(config.name) ?? ""))
      ? ["Terraform creates this record already"]
      : []),
  ]);
}

/** Hosts of load balancers of the controller without a record and without the output. */
function unresolvedHosts(plan: EnvironmentPlan): Finding[] {
  const named = new Set([
    ...aliasRecords(plan).flatMap((record) => knownText(plan, inLayer(record, record.config.name)) ?? []),
    ...recordsToCreate(plan).flatMap(({ record }) => hostsToRecord(record)),
  ]);
  return loadBalancersOf(plan)
    .filter(({ resource }) => own(CREATED_FROM, resource.type) !== undefined)
    .flatMap((balancer) => {
      const { name, resource } = balancer;
      const lost = balancer.creators
        .flatMap((each) => hostsServedBy(plan, each))
        .filter((host) => !named.has(host));
      return combinedFinding(
        resource,
        name,
        lost.map((host) => `no record and no output dns_record leads from ${host} to it`),
      );
    });
}
