import {
  INGRESS_ANNOTATIONS,
  LOAD_BALANCER_ATTRIBUTES,
  SERVICE_ANNOTATIONS,
  TARGET_GROUP_ATTRIBUTES,
} from "../../../platform/parts/load-balancer-controller/facts/annotations";
import { memoizePerPlan, combinedFinding } from "../../model/blocks";
import { ALB, NLB, entriesOf, isLoadBalancer } from "../../model/kubernetes/entries";
import { type Labels, objectsOf, titleOf } from "../../model/kubernetes/objects";
import { type Check } from "../check";

export const loadBalancerAnnotations: Check = {
  id: "load-balancer-annotations",
  severity: "error",
  title:
    "the controller supports every annotation, and annotations set scheme, targets, subnets and security groups",
  why: "the controller ignores unknown keys; without these settings, it searches for subnets and creates security groups that outlive the cluster",
  fix: "correct the key or the value; set scheme, targets, subnets and security groups",
  source:
    "AWS Load Balancer Controller 3.5.0 guide, Ingress annotations, Service annotations (read 2026-11-20)",
  run: (plan) =>
    [...objectsOf(plan).ofKind("ingress"), ...objectsOf(plan).ofKind("service")].flatMap((object) => {
      const { kind, annotations, resource } = object;
      const makesOne = kind === "ingress" || isLoadBalancer(object);
      const [prefix, known, needed] = kind === "service" && isLoadBalancer(object) ? NLB_SET : ALB_SET;
      return combinedFinding(resource, titleOf(object), [
        ...formProblems(annotations, prefix, known),
        ...(makesOne
          ? needed
              .filter((key) => annotations[`${prefix}${key}`] === undefined)
              .map((key) => `${key} is missing`)
          : []),
        ...(makesOne && annotations[`${prefix}manage-backend-security-group-rules`] === "true"
          ? ["the controller changes rules that Terraform manages"]
          : []),
        ...(makesOne &&
        annotations[`${prefix}${prefix === ALB ? "target-type" : "nlb-target-type"}`] === "instance"
          ? ["its targets are nodes, and no rule opens their ports"]
          : []),
        ...(kind === "service" &&
        !makesOne &&
        !backends(plan).has(resource.address) &&
        Object.keys(annotations).some((key) => key.startsWith(ALB))
          ? ["no Ingress routes to it, so its annotations have no effect"]
          : []),
      ]);
    }),
};

type AnnotationSet = readonly [
  prefix: string,
  known: Readonly<Record<string, RegExp>>,
  needed: readonly string[],
];

const ALB_SET: AnnotationSet = [
  ALB,
  INGRESS_ANNOTATIONS,
  [
    "scheme",
    "target-type",
    "subnets",
    "security-groups",
    "manage-backend-security-group-rules",
    "listen-ports",
  ],
];

const NLB_SET: AnnotationSet = [
  NLB,
  SERVICE_ANNOTATIONS,
  ["scheme", "nlb-target-type", "subnets", "security-groups", "manage-backend-security-group-rules"],
];

/** Addresses of the Services that Ingresses route to. */
const backends = memoizePerPlan(
  (plan: Parameters<typeof entriesOf>[0]) =>
    new Set(entriesOf(plan).map(({ service }) => service?.resource.address)),
);

function formProblems(
  annotations: Labels,
  prefix: string,
  known: Readonly<Record<string, RegExp>>,
): string[] {
  const strange = Object.keys(annotations).filter(
    (key) => /elb|load-balancer|ingress/.test(key) && !key.startsWith(prefix),
  );
  return [
    ...strange
      .filter((key) => ![ALB, NLB].some((each) => key.startsWith(each)))
      .map((key) => `${key} is not an annotation that the controller supports`),
    ...Object.entries(annotations)
      .filter(([key]) => key.startsWith(prefix))
      .flatMap(([whole, value]) => {
        const key = whole.slice(prefix.length);
        const form = known[key];
        if (!form) return [`${whole} is not an annotation that the controller supports`];
        if (!form.test(value)) return [`${key} is ${value}, which the controller does not accept`];
        return attributeProblems(key, value);
      }),
  ];
}

function attributeProblems(key: string, value: string): string[] {
  const known =
    key === "target-group-attributes"
      ? TARGET_GROUP_ATTRIBUTES
      : key === "attributes" || key === "load-balancer-attributes"
        ? LOAD_BALANCER_ATTRIBUTES
        : undefined;
  if (!known) return [];
  return value
    .split(",")
    .map((each) => each.trim().split("="))
    .filter(([name = "", set = ""]) => !known[name]?.test(set))
    .map(([name = "", set = ""]) => `${key} sets ${name} to ${set}, which no load balancer accepts`);
}
