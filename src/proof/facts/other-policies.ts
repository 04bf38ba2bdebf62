/** Arguments that a provider names as policies, and that let nobody in. */
export interface OtherPolicies {
  readonly reason: string;
  /** Names of arguments in every type, or `type.path` for one type. */
  readonly names: readonly string[];
}

/**
 * Every other text argument of AWS with such a name is read as the policy of a resource (`POLICY_NAME`).
 *
 * Sources: schema of provider aws 5.100.0; documentation of its arguments (unconfirmed).
 */
export const OTHER_POLICIES: readonly OtherPolicies[] = [
  {
    reason: "the name of a choice",
    names: [
      ...[
        "ssl_policy",
        "tls_policy",
        "https_policy",
        "security_policy",
        "tls_security_policy",
        "alpn_policy",
      ],
      ...["viewer_protocol_policy", "origin_protocol_policy", "protocol_policy", "routing_policy"],
      ...["dns_policy", "image_pull_policy", "referrer_policy", "dns_record_client_routing_policy"],
      ...["data_deletion_policy", "excess_capacity_termination_policy", "auto_import_policy"],
      ...["snapshot_policy", "new_game_session_protection_policy", "game_server_protection_policy"],
      ...["user_context_policy", "stream_exception_policy", "padding_policy", "sizing_policy"],
      ...["language_selection_policy", "permission_policy", "aws_ses_receipt_filter.policy"],
      ...["aws_iot_policy_attachment.policy", "content_security_policy", "browser_policy"],
    ],
  },
  {
    reason: "rules of a service for its own messages, files or scaling",
    names: [
      ...["redrive_policy", "redrive_allow_policy", "delivery_policy", "filter_policy", "replay_policy"],
      ...["archive_policy", "lifecycle_policy", "autoscaling_policy", "notification_policy", "policy_text"],
      ...["aws_ecr_lifecycle_policy.policy", "aws_opensearchserverless_lifecycle_policy.policy"],
      ...["aws_opensearchserverless_security_policy.policy", "aws_sns_topic_data_protection_policy.policy"],
      ...[
        "aws_cloudwatch_log_account_policy.policy_document",
        "aws_cloudwatch_log_index_policy.policy_document",
      ],
      ...["aws_cloudwatch_log_data_protection_policy.policy_document", "policy_body", "base_policy_document"],
      "aws_networkmanager_core_network_policy_attachment.policy_document",
    ],
  },
  {
    reason: "rights or limits of an identity",
    names: [
      ...["aws_iam_role.inline_policy.policy", "inline_policy", "session_policy", "aws_iot_policy.policy"],
      ...["aws_transfer_access.policy", "aws_transfer_user.policy"],
    ],
  },
  {
    reason: "another language than that of IAM, which no check reads",
    names: [
      ...["aws_opensearchserverless_access_policy.policy", "aws_verifiedaccess_endpoint.policy_document"],
      "aws_verifiedaccess_group.policy_document",
    ],
  },
];

/** Names of arguments that hold policies. */
export const POLICY_NAME = /(^|_)(policy|policies|policy_document|policy_body|policy_text)$/;
