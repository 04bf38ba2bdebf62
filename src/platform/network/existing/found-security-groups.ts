import { DataAwsPrefixList } from "@cdktf/provider-aws/lib/data-aws-prefix-list";
import { DataAwsSecurityGroup } from "@cdktf/provider-aws/lib/data-aws-security-group";
import { DataAwsSecurityGroups } from "@cdktf/provider-aws/lib/data-aws-security-groups";
import { DataAwsVpcSecurityGroupRule } from "@cdktf/provider-aws/lib/data-aws-vpc-security-group-rule";
import { DataAwsVpcSecurityGroupRules } from "@cdktf/provider-aws/lib/data-aws-vpc-security-group-rules";
import { Fn, TerraformIterator, Token } from "cdktf";
import { Construct } from "constructs";
import {
  SECURITY_GROUP_NAMES,
  type SecurityGroupName,
  securityGroupName,
} from "../../../environment/network-names";
import { awsCommand } from "./aws-command";
import { inVpc, uniqueResult } from "./check";
import { partTagChecks } from "./tag-check";
import { type DeclaredRule, type RuleSurroundings, openingCheck, ruleCheck } from "./rule-checks";

/** Security groups with names, and the rules that the YAML file declares for them. */
export interface NamedGroups {
  readonly region: string;
  /** Prefix of their names. */
  readonly namePrefix: string;
  readonly rules: readonly DeclaredRule[];
  /** Tags of the group of nodes that parts of the platform need. */
  readonly nodeTags: Readonly<Record<string, string>>;
}

export interface FoundSecurityGroupsProps extends NamedGroups {
  readonly vpcId: string;
  /** Ids of the groups that exist. @default - all four are found by name */
  readonly given?: Readonly<Partial<Record<SecurityGroupName, string>>>;
}

/**
 * Existing security groups, with the rules that the YAML file declares: all four of an environment, found by name within the VPC,
 * or those with an id.
 */
export class FoundSecurityGroups extends Construct {
  readonly ids: Readonly<Partial<Record<SecurityGroupName, string>>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FoundSecurityGroupsProps,
  ) {
    super(scope, id);
    // The search returns ids, and the rules are read by group id. The groups below can then be checked
    // against the rules.
    const search = new Construct(this, "Search");
    const { given } = props;
    const forEachGroup = <T>(make: (group: SecurityGroupName) => T) => each(this.names, make);
    const groupIds = forEachGroup((group) => given?.[group] ?? this.search(search, group));
    const around: RuleSurroundings = {
      region: props.region,
      groupNames: forEachGroup((group) => given?.[group] ?? securityGroupName(props.namePrefix, group)),
      groupIds,
      prefixListIds: this.prefixLists(),
      rules: readRules(this, search, "rules", Object.values(groupIds)),
    };
    const groups = forEachGroup(
      (group) =>
        new DataAwsSecurityGroup(this, group, {
          id: groupIds[group] as string,
          lifecycle: {
            postcondition: [
              ...(given ? [inVpc(`security group ${groupIds[group]}`, props.vpcId)] : []),
              ...props.rules.filter((rule) => rule.group === group).map((rule) => ruleCheck(rule, around)),
              openingCheck(group, props.rules, around),
              ...(group === "nodes"
                ? partTagChecks(props.region, `security group ${around.groupNames[group]}`, props.nodeTags)
                : []),
            ],
          },
        }),
    );
    this.ids = forEachGroup((group) => (groups[group] as DataAwsSecurityGroup).id);
  }

  private get names(): readonly SecurityGroupName[] {
    const { given } = this.props;
    return given ? SECURITY_GROUP_NAMES.filter((group) => group in given) : SECURITY_GROUP_NAMES;
  }

  /** The id of a group. */
  private search(scope: Construct, group: SecurityGroupName): string {
    const { region, vpcId, namePrefix } = this.props;
    const name = securityGroupName(namePrefix, group);
    const create = awsCommand(region, "ec2 create-security-group", {
      "vpc-id": vpcId,
      "group-name": name,
      description: name,
    });
    const named = new DataAwsSecurityGroups(scope, group, {
      filter: [
        { name: "vpc-id", values: [vpcId] },
        { name: "group-name", values: [name] },
      ],
      lifecycle: { postcondition: [uniqueResult(`security group named ${name} in the VPC`, create)] },
    });
    return Token.asString(Fn.one(named.ids));
  }

  /** By service: that of S3, and others that a rule names. */
  private prefixLists(): Readonly<Record<string, string>> {
    const { region, rules } = this.props;
    const services = ["s3", ...new Set(rules.flatMap(({ peer }) => (peer === "dynamodb" ? [peer] : [])))];
    const read = (name: string) =>
      new DataAwsPrefixList(this, name, { name: `com.amazonaws.${region}.${name}` });
    return Object.fromEntries(services.map((service) => [service, read(service).id]));
  }
}

/** Reads all rules of groups; `search` has the data source that finds them. */
export function readRules(scope: Construct, search: Construct, id: string, groupIds: string[]): string {
  const listed = new DataAwsVpcSecurityGroupRules(search, id, {
    filter: [{ name: "group-id", values: groupIds }],
  });
  // The list is null if no group has a rule.
  const ids = TerraformIterator.fromList(Token.asList(Fn.coalesce([listed.ids, []])));
  return new DataAwsVpcSecurityGroupRule(scope, id, { forEach: ids, securityGroupRuleId: ids.value }).fqn;
}

const each = <T>(
  groups: readonly SecurityGroupName[],
  make: (group: SecurityGroupName) => T,
): Partial<Record<SecurityGroupName, T>> =>
  Object.fromEntries(groups.map((group) => [group, make(group)] as const));
