import { problemsOfKeys } from "../support/minimal-file";

const ACCOUNT = "arn:aws:iam::111122223333:role";
const NAME = "AWSReservedSSO_PlatformAdmin_0123456789abcdef";
const FORM = `${ACCOUNT}/aws-reserved/sso.amazonaws.com/REGION/${NAME}`;
const ADMIN = `${ACCOUNT}/platform-admin`;
const SERVICE = `${ACCOUNT}/aws-service-role/emr-containers.amazonaws.com/AWSServiceRoleForAmazonEMRContainers`;

const problemsWith = (cluster: object): string[] =>
  problemsOfKeys({ cluster: { admins: [ADMIN], ...cluster } });

/** Keys that give a role access to the cluster. */
const KEYS: readonly (readonly [key: string, keysWith: (role: string) => object])[] = [
  ["cluster.admins[1]", (role) => ({ admins: [ADMIN, role] })],
  ["cluster.access[0].role", (role) => ({ access: [{ role, policy: "view" }] })],
];

describe.each(KEYS)("%s", (key, keysWith) => {
  test.each([
    `${ACCOUNT}/aws-reserved/sso.amazonaws.com/eu-west-1/${NAME}`,
    `${ACCOUNT}/aws-reserved/sso.amazonaws.com/us-gov-west-1/${NAME}`,
    `${ACCOUNT}/aws-reserved/sso.amazonaws.com/${NAME}`,
    `${ACCOUNT}/team/on-call`,
    `${ACCOUNT}/service-role/ci`,
  ])("accepts %s", (role) => {
    expect(problemsWith(keysWith(role))).toEqual([]);
  });

  test.each([
    `${ACCOUNT}/${NAME}`,
    `${ACCOUNT}/aws-reserved/${NAME}`,
    `${ACCOUNT}/sso.amazonaws.com/${NAME}`,
    `${ACCOUNT}/aws-reserved/sso.amazonaws.com/eu-west-1/team/${NAME}`,
    `${ACCOUNT}/aws-reserved/sso.amazonaws.com/ireland/${NAME}`,
  ])("refuses %s, a role of IAM Identity Center without its path, with its form", (role) => {
    const [problem = "", ...others] = problemsWith(keysWith(role));
    expect(others).toEqual([]);
    expect(problem).toContain(`${key}: got arn:aws:iam::111122223333:role/`);
    expect(problem).toContain(`write ${FORM}`);
    expect(problem).toContain("without REGION/ if that is us-east-1");
  });

  test.each([SERVICE, `${ACCOUNT}/AWSServiceRoleForAmazonEMRContainers`])(
    "refuses %s, which EKS accepts in no access entry",
    (role) => {
      const [problem = "", ...others] = problemsWith(keysWith(role));
      expect(others).toEqual([]);
      expect(problem).toContain("no service-linked role, which EKS refuses in an access entry");
      expect(problem).toContain("write a role that people or programs assume");
    },
  );

  test("a session of a role of IAM Identity Center is refused with the path of the role", () => {
    const session = `arn:aws:sts::111122223333:assumed-role/${NAME}/jane@example.com`;
    const [problem = ""] = problemsWith(keysWith(session));
    expect(problem).toContain(`write the ARN of the IAM role, not of its session: ${FORM}`);
  });
});

test.each([
  ["with its path", `${ACCOUNT}/aws-reserved/sso.amazonaws.com/eu-west-1/${NAME}`],
  ["without its path", `${ACCOUNT}/${NAME}`],
])(
  "a role of IAM Identity Center %s is no role that Terraform assumes: its trust cannot be changed",
  (_, role) => {
    const [problem = "", ...others] = problemsWith({ deployerRole: role });
    expect(others).toEqual([]);
    expect(problem).toContain(
      "expected a role whose trust you set: only IAM Identity Center changes that of its roles",
    );
    expect(problem).toContain(
      "create a role that trusts the one of IAM Identity Center, or list that one in cluster.admins and remove deployerRole",
    );
  },
);

test("a service-linked role is no role that Terraform assumes", () => {
  const [problem = ""] = problemsWith({ deployerRole: SERVICE });
  expect(problem).toContain("no service-linked role");
});
