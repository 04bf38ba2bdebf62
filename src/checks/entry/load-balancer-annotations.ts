import {
  BY_NAMES,
  INGRESS_ANNOTATIONS,
  INGRESS_NAMES,
  LOAD_BALANCER_ATTRIBUTES,
  SERVICE_ANNOTATIONS,
  SERVICE_NAMES,
  TARGET_GROUP_ATTRIBUTES,
} from "./annotations";
import { misspelled } from "../../base/did-you-mean";
import { own } from "../../base/own";
import { entriesOf, isLoadBalancer } from "../../infrastructure/network-entries";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Labels } from "../../infrastructure/kubernetes-labels";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, notJudged, ruleOf } from "../check";
import TEXTS from "./texts.json";
import { ALB, NLB } from "../../evidence/load-balancers";

export const loadBalancerAnnotations: Check = {
  ...ruleOf(TEXTS, "load-balancer-annotations"),
  run: (plan) =>
    [...objectsOf(plan).ofKind("ingress"), ...objectsOf(plan).ofKind("service")].flatMap((object) => {
      const set = isLoadBalancer(object) ? NLB_SET : ALB_SET;
      const judgements = judgementsOf(object.annotations, set);
      const open = judgements.flatMap(({ open: each }) => each ?? []);
      return [
        ...combinedFinding(object.resource, object.title, [
          ...judgements.flatMap(({ wrong }) => wrong ?? []),
          ...settingProblems(plan, object, set),
        ]),
        ...(open.length === 0
          ? []
          : [notJudged(object.resource, `${object.title}: ${open.join("; ")}`, SEE_GUIDE)]),
      ];
    }),
};

const SEE_GUIDE = "compare them with the guide of the controller's version";

interface AnnotationSet {
  readonly prefix: string;
  /** Forms of values that checks judge, by name. */
  readonly forms: Readonly<Record<string, RegExp>>;
  /** All names that the controller reads. */
  readonly names: readonly string[];
  readonly needed: readonly string[];
}

const ALB_SET: AnnotationSet = {
  prefix: ALB,
  forms: INGRESS_ANNOTATIONS,
  names: INGRESS_NAMES,
  needed: [
    ...["scheme", "target-type", "subnets", "security-groups", "manage-backend-security-group-rules"],
    "listen-ports",
  ],
};

const NLB_SET: AnnotationSet = {
  prefix: NLB,
  forms: SERVICE_ANNOTATIONS,
  names: SERVICE_NAMES,
  needed: ["scheme", "nlb-target-type", "subnets", "security-groups", "manage-backend-security-group-rules"],
};

/** Problems of settings that the annotations of an object must have, or must not. */
function settingProblems(
  plan: EnvironmentPlan,
  object: KubernetesObject,
  { prefix, needed }: AnnotationSet,
): string[] {
  const { kind, annotations, resource } = object;
  if (kind === "service" && !isLoadBalancer(object)) {
    return !backends(plan).has(resource.address) &&
      Object.keys(annotations).some((key) => key.startsWith(ALB))
      ? ["no Ingress routes to it, so its annotations have no effect"]
      : [];
  }
  const targets = annotations[`${prefix}${prefix === ALB ? "target-type" : "nlb-target-type"}`];
  return [
    ...needed.filter((key) => annotations[`${prefix}${key}`] === undefined).map((key) => `${key} is missing`),
    ...(annotations[`${prefix}manage-backend-security-group-rules`] === "true"
      ? ["the controller changes rules that Terraform manages"]
      : []),
    ...(annotations[`${ALB}frontend-nlb-scheme`] === "internet-facing"
      ? ["an NLB on the internet leads to it, whose rules and listeners no check judges"]
      : []),
    ...(targets === "instance" ? ["its targets are nodes, and no rule opens their ports"] : []),
  ];
}

/** Addresses of the Services that Ingresses route to. */
const backends = memoizePerPlan(
  (plan: EnvironmentPlan) => new Set(entriesOf(plan).map(({ service }) => service?.resource.address)),
);

/** A fault of an annotation, or a part of it that no check judges. */
interface Judgement {
  readonly wrong?: string;
  readonly open?: string;
}

/** Annotations with the prefix of the controller. Those of other programs are theirs. */
const judgementsOf = (annotations: Labels, set: AnnotationSet): Judgement[] =>
  Object.entries(annotations)
    .filter(([key]) => key.startsWith(set.prefix))
    .flatMap(([key, value]) => judgementsOfOne(key.slice(set.prefix.length), value, set));

function judgementsOfOne(name: string, value: string, { prefix, forms, names }: AnnotationSet): Judgement[] {
  const form = own(forms, name);
  if (form?.test(value)) return attributeJudgements(name, value);
  if (form && own(BY_NAMES, name)?.test(value)) return [{ open: `${name} ${value}, by names` }];
  if (form) return [{ wrong: `${name} is ${value}, which the controller does not accept` }];
  if (names.some((each) => name === each || (each.endsWith(".") && name.startsWith(each))))
    return [{ open: `the value of ${name}` }];
  const meant = misspelled(name, names);
  return [
    meant === undefined
      ? { open: `${prefix}${name}, which this version does not know` }
      : { wrong: `${prefix}${name} is no annotation of the controller; did you mean ${meant}?` },
  ];
}

const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  "target-group-attributes": TARGET_GROUP_ATTRIBUTES,
  attributes: LOAD_BALANCER_ATTRIBUTES,
  "load-balancer-attributes": LOAD_BALANCER_ATTRIBUTES,
};

function attributeJudgements(key: string, value: string): Judgement[] {
  const known = own(ATTRIBUTES, key);
  if (!known) return [];
  return value
    .split(",")
    .map((each) => each.trim().split("="))
    .flatMap(([name = "", set = ""]): Judgement[] => {
      const form = own(known, name);
      if (form)
        return form.test(set)
          ? []
          : [{ wrong: `${key} sets ${name} to ${set}, which no load balancer accepts` }];
      const meant = nearestAttribute(name, known);
      return [
        meant === undefined
          ? { open: `${name} of ${key}, which this version does not know` }
          : { wrong: `${key} sets ${name}, which is no attribute; did you mean ${meant}?` },
      ];
    });
}

/** The attribute that a name misspells, or begins. */
const nearestAttribute = (name: string, known: Readonly<Record<string, RegExp>>): string | undefined =>
  misspelled(name, Object.keys(known)) ??
  Object.keys(known)
    .filter((each) => each.startsWith(`${name}.`))
    .sort((a, b) => a.length - b.length)[0];
