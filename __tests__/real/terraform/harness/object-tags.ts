import { type ApiAnswer, type ApiCall } from "./intercepted-api";
import { type IamRequest } from "./policy-evaluator";

/** Kinds of resources of EC2 by the beginning of their ids. */
const KINDS: Readonly<Record<string, string>> = {
  acl: "network-acl",
  eipalloc: "elastic-ip",
  eni: "network-interface",
  fl: "vpc-flow-log",
  igw: "internet-gateway",
  lt: "launch-template",
  nat: "natgateway",
  pcx: "vpc-peering-connection",
  pl: "prefix-list",
  rtb: "route-table",
  sg: "security-group",
  sgr: "security-group-rule",
  subnet: "subnet",
  tgw: "transit-gateway",
  "tgw-attach": "transit-gateway-attachment",
  "tgw-rtb": "transit-gateway-route-table",
  vpc: "vpc",
  vpce: "vpc-endpoint",
};
const ID = /\b((?:tgw-attach|tgw-rtb|[a-z]+)-[0-9a-f]{8,17})\b/g;
/** Parameters with ids that a call writes, and does not act on; a revoked rule is part of its group. */
const NOT_NAMED: Readonly<Record<string, RegExp>> = {
  CreateRoute: /^(?!RouteTableId$)/,
  ReplaceRoute: /^(?!RouteTableId$)/,
  RevokeSecurityGroupEgress: /^SecurityGroupRuleId/,
  RevokeSecurityGroupIngress: /^SecurityGroupRuleId/,
};
const WRITTEN = /IpPermissions|LaunchTemplateData|ReferencedGroupId|AssociationId|PrefixListId/;
/** Some operations of EC2 have the plural. */
const TAGGED_KIND = /^TagSpecifications?\.\d+\.ResourceType$/;

type Tags = Readonly<Record<string, string>>;

/**
 * Tags of objects of EC2, and of OIDC providers, from the calls alone. A call of EC2 that names several objects is several requests of
 * IAM, and one that creates an object with tags is also a request for its tags.
 */
export class ObjectTags {
  private readonly tags = new Map<string, Tags>();

  constructor(private readonly account: string) {}

  requestsOf(call: ApiCall, request: IamRequest): IamRequest[] {
    const parameters = new URLSearchParams(call.body);
    if (/:\w*OpenIDConnectProvider$/.test(request.action)) return [this.ofProvider(parameters, request)];
    if (!request.action.startsWith("ec2:") || /:(Describe|Get)/.test(request.action)) return [request];
    const region = request.context["aws:RequestedRegion"] ?? "";
    const arn = (kind: string, id: string): string => `arn:aws:ec2:${region}:${this.account}:${kind}/${id}`;
    const given = givenTags(parameters);
    const requestTags = contextOf("aws:RequestTag", given);
    const service = parameters.get("ServiceName");
    const ofNew = { ...requestTags, ...(service === null ? {} : { "ec2:VpceServiceName": service }) };
    const created = [...parameters].filter(([name]) => TAGGED_KIND.test(name));
    return [
      ...created.flatMap(([, kind]) => [
        { ...request, resource: arn(kind, "*"), context: { ...request.context, ...ofNew } },
        {
          action: "ec2:CreateTags",
          resource: arn(kind, "*"),
          context: {
            ...request.context,
            ...requestTags,
            "ec2:CreateAction": request.action.replace("ec2:", ""),
          },
        },
      ]),
      ...namedIn(call.operation, parameters).map((id) => ({
        ...request,
        resource: arn(kindOf(id) ?? "", id),
        context: {
          ...request.context,
          ...requestTags,
          ...contextOf("aws:ResourceTag", this.tags.get(id) ?? {}),
        },
      })),
    ];
  }

  /** Remembers the tags that a call gives. */
  note(call: ApiCall, answer: ApiAnswer): void {
    if (answer.status !== 200) return;
    const parameters = new URLSearchParams(call.body);
    const tags = givenTags(parameters);
    if (Object.keys(tags).length === 0) return;
    const answered = answer.body.toString();
    if (call.operation === "CreateOpenIDConnectProvider") {
      this.tags.set(/<OpenIDConnectProviderArn>([^<]+)</.exec(answered)?.[1] ?? "", tags);
      return;
    }
    const kinds = [...parameters].filter(([name]) => TAGGED_KIND.test(name)).map(([, kind]) => kind);
    const ids =
      call.operation === "CreateTags"
        ? namedIn(call.operation, parameters)
        : [...answered.matchAll(ID)].flatMap(([, id = ""]) => (kinds.includes(kindOf(id) ?? "") ? [id] : []));
    for (const id of ids) this.tags.set(id, { ...this.tags.get(id), ...tags });
  }

  private ofProvider(parameters: URLSearchParams, request: IamRequest): IamRequest {
    const arn = parameters.get("OpenIDConnectProviderArn");
    const url = parameters.get("Url")?.replace(/^https:\/\//, "");
    return {
      ...request,
      resource: arn ?? `arn:aws:iam::${this.account}:oidc-provider/${url ?? ""}`,
      context: {
        ...request.context,
        ...contextOf("aws:RequestTag", givenTags(parameters)),
        ...contextOf("aws:ResourceTag", this.tags.get(arn ?? "") ?? {}),
      },
    };
  }
}

const kindOf = (id: string): string | undefined => KINDS[id.replace(/-[0-9a-f]+$/, "")];

/** Ids of the objects that a call names. */
const namedIn = (operation: string, parameters: URLSearchParams): string[] => [
  ...new Set(
    [...parameters]
      .filter(
        ([name]) =>
          !WRITTEN.test(name) &&
          NOT_NAMED[operation]?.test(name) !== true &&
          !/^(TagSpecifications?|Tag)\./.test(name),
      )
      .flatMap(([, value]) => (/^[a-z-]+-[0-9a-f]{8,17}$/.test(value) && kindOf(value) ? [value] : [])),
  ),
];

/** Tags of a call: `Tag.1.Key`, `TagSpecification.1.Tag.1.Key` or `Tags.member.1.Key`. */
function givenTags(parameters: URLSearchParams): Tags {
  const tags: Record<string, string> = {};
  for (const [name, key] of parameters)
    if (/\bTags?\.(member\.)?\d+\.Key$/.test(name))
      tags[key] = parameters.get(name.replace(/Key$/, "Value")) ?? "";
  return tags;
}

const contextOf = (prefix: string, tags: Tags): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value]));
