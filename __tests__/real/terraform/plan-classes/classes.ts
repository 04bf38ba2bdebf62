/** Parts of a root module. Names of blocks begin with the name of the class. */
export interface Parts {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly variable?: Readonly<Record<string, object>>;
  readonly locals?: Readonly<Record<string, unknown>>;
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
}

export interface PlanClass {
  /** Letters and `_`; the names of its blocks begin with it. */
  readonly name: string;
  /** Parts that stay. @default - none */
  readonly both?: Parts;
  readonly before: Parts;
  readonly after: Parts;
  /** The prediction of a review, as `action number type.name`. The plan may do less than an unknown action. */
  readonly predicted: readonly string[];
}

const GROUP = "aws_cloudwatch_log_group";
const groups = (blocks: Readonly<Record<string, object>>): Parts => ({ resource: { [GROUP]: blocks } });
const group = (name: string, values: object = {}): object => ({ name: `/classes/${name}`, ...values });
const VPC = "${aws_vpc.base.id}";
const subnet = (index: number, zone: string): object => ({
  vpc_id: VPC,
  cidr_block: `10.0.${index}.0/24`,
  availability_zone: `us-east-1${zone}`,
});
const subnetGroup = (name: string, subnets: readonly string[]): object => ({
  name,
  subnet_ids: subnets.map((each) => `\${aws_subnet.${each}.id}`),
});
const policy = (name: string, actions: readonly string[]): object => ({
  name,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
  }),
});

/** Changes of a stack, of which a plan and a review predict the same. */
export const CLASSES: readonly PlanClass[] = [
  {
    name: "zone_more",
    both: {
      resource: { aws_subnet: { zone_more_a: subnet(1, "a"), zone_more_b: subnet(2, "b") } },
    },
    before: {
      resource: {
        aws_db_subnet_group: { zone_more: subnetGroup("zone-more", ["zone_more_a", "zone_more_b"]) },
      },
    },
    after: {
      resource: {
        aws_subnet: { zone_more_c: subnet(3, "c") },
        aws_db_subnet_group: {
          zone_more: subnetGroup("zone-more", ["zone_more_a", "zone_more_b", "zone_more_c"]),
        },
      },
    },
    predicted: ["add 1 aws_subnet.zone_more_c", "change 1 aws_db_subnet_group.zone_more"],
  },
  {
    name: "zone_other",
    both: {
      resource: {
        aws_route_table_association: {
          zone_other: {
            subnet_id: "${aws_subnet.zone_other.id}",
            route_table_id: "${aws_route_table.base.id}",
          },
        },
      },
    },
    before: { resource: { aws_subnet: { zone_other: subnet(4, "a") } } },
    after: { resource: { aws_subnet: { zone_other: subnet(4, "b") } } },
    predicted: ["replace 1 aws_route_table_association.zone_other", "replace 1 aws_subnet.zone_other"],
  },
  ...[
    {
      name: "zone_counted",
      left: ["a", "c"],
      predicted: ["destroy 1 aws_subnet.zone_counted", "replace 1 aws_subnet.zone_counted"],
    },
    { name: "zone_last", left: ["a", "b"], predicted: ["destroy 1 aws_subnet.zone_last"] },
  ].map(({ name, left, predicted }, index): PlanClass => {
    const side = (zones: readonly string[]): Parts => ({
      variable: { [name]: { type: "list(string)", default: zones } },
      locals: {
        [name]: {
          a: `10.0.${10 + 3 * index}.0/24`,
          b: `10.0.${11 + 3 * index}.0/24`,
          c: `10.0.${12 + 3 * index}.0/24`,
        },
      },
      resource: {
        aws_subnet: {
          [name]: {
            count: `\${length(var.${name})}`,
            vpc_id: VPC,
            cidr_block: `\${local.${name}[var.${name}[count.index]]}`,
            availability_zone: `us-east-1\${var.${name}[count.index]}`,
          },
        },
      },
    });
    return { name, before: side(["a", "b", "c"]), after: side(left), predicted };
  }),
  {
    name: "order_set",
    both: {
      resource: { aws_subnet: { order_set_a: subnet(20, "a"), order_set_b: subnet(21, "b") } },
    },
    before: {
      resource: {
        aws_db_subnet_group: { order_set: subnetGroup("order-set", ["order_set_a", "order_set_b"]) },
      },
    },
    after: {
      resource: {
        aws_db_subnet_group: { order_set: subnetGroup("order-set", ["order_set_b", "order_set_a"]) },
      },
    },
    predicted: [],
  },
  {
    name: "order_policy",
    before: {
      resource: {
        aws_iam_policy: { order_policy: policy("order-policy", ["s3:GetObject", "s3:ListBucket"]) },
      },
    },
    after: {
      resource: {
        aws_iam_policy: { order_policy: policy("order-policy", ["s3:ListBucket", "s3:GetObject"]) },
      },
    },
    predicted: [],
  },
  {
    name: "order_keys",
    before: groups({ order_keys: group("order_keys_${each.key}", { for_each: '${toset(["a", "b"])}' }) }),
    after: groups({ order_keys: group("order_keys_${each.key}", { for_each: '${toset(["b", "a"])}' }) }),
    predicted: [],
  },
  {
    name: "found_other",
    both: {
      resource: {
        aws_security_group: {
          found_other: { name: "found-other", vpc_id: "${data.aws_vpc.found_other.id}" },
        },
      },
    },
    before: {
      data: { aws_vpc: { found_other: { tags: { Name: "classes-base" } } } },
    },
    after: {
      data: { aws_vpc: { found_other: { tags: { Name: "classes-second" } } } },
    },
    predicted: ["unknown 1 aws_security_group.found_other"],
  },
  {
    name: "found_same",
    both: {
      resource: {
        aws_security_group: { found_same: { name: "found-same", vpc_id: "${data.aws_vpc.found_same.id}" } },
      },
    },
    before: {
      data: { aws_vpc: { found_same: { tags: { Name: "classes-base" } } } },
    },
    after: {
      data: { aws_vpc: { found_same: { cidr_block: "10.0.0.0/16", tags: { Name: "classes-base" } } } },
    },
    predicted: ["unknown 1 aws_security_group.found_same"],
  },
  {
    name: "moved_whole",
    before: groups({ moved_whole_a: group("moved_whole") }),
    after: {
      ...groups({ moved_whole_c: group("moved_whole", { retention_in_days: 7 }) }),
      moved: [
        { from: `${GROUP}.moved_whole_a`, to: `${GROUP}.moved_whole_b` },
        { from: `${GROUP}.moved_whole_b`, to: `${GROUP}.moved_whole_c` },
      ],
    },
    predicted: [`change 1 ${GROUP}.moved_whole_c from ${GROUP}.moved_whole_a`],
  },
  {
    name: "moved_key",
    before: groups({ moved_key: group("moved_key_${each.value}", { for_each: { a: "x", b: "y" } }) }),
    after: {
      ...groups({ moved_key: group("moved_key_${each.value}", { for_each: { a: "x", c: "y" } }) }),
      moved: [{ from: `${GROUP}.moved_key["b"]`, to: `${GROUP}.moved_key["c"]` }],
    },
    predicted: [],
  },
  {
    name: "moved_together",
    before: groups({
      moved_together_a: group("moved_together_a"),
      moved_together_b: group("moved_together_b"),
    }),
    after: {
      ...groups({
        moved_together: group("moved_together_${each.key}", { for_each: '${toset(["a", "b", "c"])}' }),
      }),
      moved: ["a", "b"].map((key) => ({
        from: `${GROUP}.moved_together_${key}`,
        to: `${GROUP}.moved_together["${key}"]`,
      })),
    },
    predicted: [
      `add 1 ${GROUP}.moved_together`,
      `none 1 ${GROUP}.moved_together from ${GROUP}.moved_together_a`,
      `none 1 ${GROUP}.moved_together from ${GROUP}.moved_together_b`,
    ],
  },
  {
    name: "moved_count",
    before: groups({ moved_count: group("moved_count_${count.index}", { count: 2 }) }),
    after: {
      ...groups({ moved_count: group("moved_count_${each.value}", { for_each: { a: 0, b: 1 } }) }),
      moved: [0, 1].map((index) => ({
        from: `${GROUP}.moved_count[${index}]`,
        to: `${GROUP}.moved_count["${"ab"[index] ?? ""}"]`,
      })),
    },
    predicted: [],
  },
  {
    name: "count_gone",
    before: groups({ count_gone: group("count_gone", { count: 1 }) }),
    after: groups({ count_gone: group("count_gone") }),
    predicted: [],
  },
  {
    name: "default",
    both: groups({ default: group("default", { retention_in_days: "${var.default}" }) }),
    before: {
      variable: { default: { default: 30 } },
    },
    after: {
      variable: { default: { default: 7 } },
    },
    predicted: [`change 1 ${GROUP}.default`],
  },
  {
    name: "value_of_key",
    before: groups({
      value_of_key: group("value_of_key_${each.key}", {
        retention_in_days: "${each.value}",
        for_each: { a: 30, b: 30 },
      }),
    }),
    after: groups({
      value_of_key: group("value_of_key_${each.key}", {
        retention_in_days: "${each.value}",
        for_each: { a: 30, b: 7 },
      }),
    }),
    predicted: [`change 1 ${GROUP}.value_of_key`],
  },
];

/** Blocks that the classes refer to. */
export const BASE: Parts = {
  resource: {
    aws_vpc: {
      base: { cidr_block: "10.0.0.0/16", tags: { Name: "classes-base" } },
      second: { cidr_block: "10.1.0.0/16", tags: { Name: "classes-second" } },
    },
    aws_route_table: { base: { vpc_id: VPC } },
  },
};
