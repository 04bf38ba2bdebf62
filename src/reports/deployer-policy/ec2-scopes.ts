import { SERVICE_DATA } from "./facts/service-data";
import { own } from "../../base/own";
import { foundTableId } from "../../infrastructure/network-routes";
import { actionsIn } from "./actions";
import { type Conditions, type GrantScope } from "./grants";
import { type LayerNames } from "./layer-names";
import { environmentTag } from "./own-tags";
import { OTHERS } from "./ec2-others";
import { isFound } from "../../terraform/environment-plan";
import { knownText } from "../../infrastructure/text-references";

/**
 * Objects of an action of EC2 by tags, since EC2 chooses their ids: what a call creates gets the tag of the environment, and
 * everything else that it names has it. Undefined for an action without resources.
 */
export function ec2Scopes(action: string, names: LayerNames): readonly GrantScope[] | undefined {
  if (action === "ec2:CreateTags") return [...tagsOfNew(names), tagged(names)];
  if (action === "ec2:DeleteTags") return [tagged(names)];
  if (action === "ec2:RunInstances") return instances(names);
  const kinds = Object.entries(own(SERVICE_DATA.actions, action)?.resources ?? {});
  if (kinds.length === 0) return undefined;
  const existing = kinds.filter(([, tags]) => tags.includes("ResourceTag")).map(([kind]) => kind);
  return [
    ...createdBy(action).map((kind) => ({
      resources: kindsIn(names, [kind]),
      condition: {
        ...environmentTag(names, "aws:RequestTag"),
        ...(action === "ec2:CreateVpcEndpoint" ? services(names) : {}),
      },
    })),
    ...(existing.length > 0 ? [tagged(names)] : []),
    ...(existing.includes("security-group") ? groupsOfClusters(names) : []),
    ...others(action, names),
    ...(isOfFound(action, names) ? foundInAccount(existing, names) : []),
  ];
}

/** Kinds of resources that an action creates. */
const createdBy = (action: string): string[] =>
  Object.entries(own(SERVICE_DATA.actions, action)?.resources ?? {})
    .filter(([, tags]) => tags.includes("RequestTag"))
    .map(([kind]) => kind);

const kindsIn = (names: LayerNames, kinds: readonly string[]): string[] =>
  names.regional(
    "ec2",
    kinds.map((kind) => `${kind}/*`),
  );

/** Everything with the tag of the environment, in the regions of the layer. */
function tagged(names: LayerNames): GrantScope {
  const { StringEquals } = environmentTag(names, "aws:ResourceTag");
  return {
    resources: ["*"],
    condition: { StringEquals: { "aws:RequestedRegion": names.regions, ...StringEquals } },
  };
}

/**
 * Tags in the call that creates a resource (Amazon EC2 user guide, "supported-iam-actions-tagging", read 2026-11-25).
 * The tags of a launch template count as those of the call (eksctl-io/eksctl, issue 1603;
 * terraform-aws-modules/terraform-aws-eks, pull request 822; read 2026-11-29).
 */
function tagsOfNew(names: LayerNames): GrantScope[] {
  const actions = actionsIn(names);
  const creating = actions.filter(
    (action) => action.startsWith("ec2:") && action !== "ec2:RunInstances" && createdBy(action).length > 0,
  );
  const kinds = [...new Set(creating.flatMap(createdBy))].sort();
  const scope = (by: readonly string[], created: readonly string[], condition: Conditions): GrantScope => ({
    resources: kindsIn(names, created),
    condition: {
      StringEquals: { ...condition["StringEquals"], "ec2:CreateAction": by.map(nameOfAction) },
    },
  });
  return [
    ...(kinds.length > 0 ? [scope(creating, kinds, environmentTag(names, "aws:RequestTag"))] : []),
    ...(actions.includes("ec2:RunInstances")
      ? [scope(["ec2:RunInstances"], NODE_KINDS, environmentTag(names, "aws:RequestTag"))]
      : []),
  ];
}

const nameOfAction = (action: string): string => action.replace("ec2:", "");

/** Kinds of resources of a node. */
const NODE_KINDS = ["instance", "network-interface", "volume"];

/**
 * Instances start with a launch template of the environment, in its subnets, with its groups and tags, and from images
 * of Amazon. The condition on the template alone limits nothing: a call can replace each value of a template.
 */
function instances(names: LayerNames): GrantScope[] {
  const templates = kindsIn(names, ["launch-template"]);
  const withTemplate = ({ resources, condition }: GrantScope): GrantScope => ({
    resources,
    condition: { ...condition, ArnLike: { "ec2:LaunchTemplate": templates } },
  });
  const own = environmentTag(names, "aws:ResourceTag");
  return [
    { resources: templates, condition: own },
    ...[
      { resources: kindsIn(names, NODE_KINDS), condition: environmentTag(names, "aws:RequestTag") },
      { resources: kindsIn(names, ["security-group", "subnet"]), condition: own },
      {
        resources: names.regions.flatMap((region) =>
          ["image", "snapshot"].map((kind) => `arn:${names.partition}:ec2:${region}::${kind}/*`),
        ),
        condition: { StringEquals: { "ec2:Owner": "amazon" } },
      },
      ...groupsOfClusters(names),
      ...foundInAccount(["security-group", "subnet"], names),
    ].map(withTemplate),
  ];
}

/** Services of the endpoints of a layer: those of AWS by the beginning of their names, which no service of another account has. */
function services(names: LayerNames): Conditions {
  const ofAws = /^(?:cn\.)?com\.amazonaws\.(?!vpce\.)[^.]+\./;
  const values = names
    .of(["aws_vpc_endpoint"], "service_name")
    .map((name) => ofAws.exec(name)?.[0] ?? name)
    .map((name) => (name.endsWith(".") ? `${name}*` : name));
  return { StringLike: { "ec2:VpceServiceName": [...new Set(values)].sort() } };
}

/**
 * The group that EKS makes has tags of EKS alone, which nobody else can set (Amazon EKS user guide, "sec-group-reqs",
 * read 2026-11-25).
 */
function groupsOfClusters(names: LayerNames): GrantScope[] {
  const clusters = names.of(["aws_eks_cluster"], "name");
  return clusters.length === 0
    ? []
    : [
        {
          resources: kindsIn(names, ["security-group"]),
          condition: { StringEquals: { "aws:ResourceTag/aws:eks:cluster-name": clusters } },
        },
      ];
}

/** Objects that a call names beside those of the environment. */
const others = (action: string, names: LayerNames): GrantScope[] =>
  OTHERS.filter(({ actions }) => actions.test(action)).flatMap(({ objects }) => {
    const resources = objects(names);
    return resources.length > 0 ? [{ resources }] : [];
  });

/** Actions that change the routes, endpoints and attachments of an environment in an existing network, and name objects of it. */
const CHANGES_IN_FOUND =
  /^ec2:((Create|Replace|Delete)Route|ModifyVpcEndpoint|ModifyTransitGatewayVpcAttachment)$/;

/**
 * Whether an action names objects of an existing network: where it creates something in them, or changes what the layer
 * created there.
 */
function isOfFound(action: string, names: LayerNames): boolean {
  if (RULES.test(action)) return addsRulesToFound(names);
  return createdBy(action).length > 0 || CHANGES_IN_FOUND.test(action);
}

const RULES = /^ec2:AuthorizeSecurityGroup/;

/** Whether a rule of the layer is one of a group that exists. */
const addsRulesToFound = (names: LayerNames): boolean =>
  names
    .blocks()
    .filter(({ type }) => /^aws_vpc_security_group_(in|e)gress_rule$/.test(type))
    .some((rule) => {
      const group = names.plan.target({ layer: rule.layer, value: rule.config["security_group_id"] });
      return group !== undefined && isFound(group);
    });

const FOUND: Readonly<Record<string, string>> = {
  vpc: "aws_vpc",
  subnet: "aws_subnet",
  "route-table": "aws_route_table",
  "security-group": "aws_security_group",
};

/** An existing network has no tags of the environment. Its objects are named by id, or any where a search finds them. */
const foundInAccount = (kinds: readonly string[], names: LayerNames): GrantScope[] =>
  kinds.flatMap((kind) => {
    const blocks = names.plan.all.filter(
      ({ address, type }) => address.startsWith("data.") && type === FOUND[kind],
    );
    const ids = new Set(
      blocks.map(
        (block) =>
          foundTableId(block) ??
          knownText(names.plan, { layer: block.layer, value: block.config["id"] }) ??
          "*",
      ),
    );
    if (ids.size === 0) return [];
    return [
      {
        resources: names.regional(
          "ec2",
          (ids.has("*") ? ["*"] : [...ids]).map((id) => `${kind}/${id}`),
        ),
      },
    ];
  });
