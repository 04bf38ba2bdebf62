import { providerGuards } from "../../../src/checks/terraform/provider-guards";
import { stateBackend } from "../../../src/checks/terraform/state-backend";
import { type Editable } from "../../support/altered";
import { type Edit } from "../../support/findings";
import { ML, findingsOf } from "./edits";

const ofProvider = (values: object): string[] => {
  const edit: Edit = ({ cluster }) => void Object.assign(cluster.provider.aws[0] as Editable, values);
  return findingsOf(providerGuards)(ML, edit);
};
const ofBackend = (values: object): string[] => {
  const edit: Edit = ({ models }) => void Object.assign(models.terraform.backend.s3 as Editable, values);
  return findingsOf(stateBackend)(ML, edit);
};

const STRANGER = "https://stranger.example.com";
const ROLE = "arn:aws:iam::999988887777:role/stranger";

test.each([
  [
    { endpoints: [{ sts: STRANGER }] },
    "its endpoint of sts is stranger.example.com, which is no host of AWS",
  ],
  [
    { endpoints: { s3: `${STRANGER}:8443/path` } },
    "its endpoint of s3 is stranger.example.com, which is no host of AWS",
  ],
  [
    { ec2_metadata_service_endpoint: "http://203.0.113.7" },
    "its ec2_metadata_service_endpoint is 203.0.113.7, which is no host of AWS",
  ],
  [
    { endpoints: [{ sts: "https://sts.amazonaws.com.example.com" }] },
    "sts.amazonaws.com.example.com, which is no host of AWS",
  ],
  [{ assume_role: [{ role_arn: ROLE }] }, `it assumes ${ROLE}, a role of another account than 222233334444`],
  [
    { assume_role_with_web_identity: { role_arn: ROLE } },
    `it assumes ${ROLE}, a role of another account than 222233334444`,
  ],
  [{ insecure: true }, "it accepts any certificate: insecure is true"],
  [
    { shared_config_files: ["/tmp/a"] },
    "shared_config_files contains credentials, or selects those of one user",
  ],
])("an AWS provider and a backend with %j are reported", (values, problem) => {
  expect(ofProvider(values).join()).toContain(problem);
  expect(ofBackend(values).join()).toContain(problem);
});

test.each([
  { endpoints: [{ sts: "https://vpce-0a1b.sts.ap-southeast-2.vpce.amazonaws.com" }] },
  { endpoints: [{ ecr: "https://api.ecr.ap-southeast-2.api.aws" }] },
  { endpoints: [{ sts: "${var.sts}" }] },
  { endpoints: [{ sts: "" }] },
  { ec2_metadata_service_endpoint: "http://[fd00:ec2::254]" },
  { assume_role: [{ role_arn: "arn:aws:iam::222233334444:role/deployer" }] },
  { assume_role: [{ role_arn: "${var.role}" }] },
  { insecure: false, max_retries: 5, skip_metadata_api_check: true },
])("an AWS provider and a backend with %j are accepted", (values) => {
  expect(ofProvider(values)).toEqual([]);
  expect(ofBackend(values)).toEqual([]);
});

test.each([
  [{ acl: "public-read" }, "its acl is public-read, which gives the state to others"],
  [
    { allowed_account_ids: ["999988887777"] },
    "its allowed_account_ids is 999988887777, expected 222233334444",
  ],
  [{ endpoint: STRANGER }, "its endpoint is stranger.example.com, which is no host of AWS"],
  [{ role_arn: ROLE }, `it assumes ${ROLE}`],
])("a backend with %j is reported", (values, problem) => {
  expect(ofBackend(values).join()).toContain(problem);
});

test("a cloud block beside the backend is reported", () => {
  const edit: Edit = ({ models }) => (models.terraform.cloud = { organization: "a" });
  expect(findingsOf(stateBackend)(ML, edit)).toEqual([
    "terraform.backend: state: a cloud block keeps the state elsewhere",
  ]);
});
