/** First step of the person who gets an alarm. It is part of the message. */
export const ALARM_STEPS = {
  heartbeat:
    "kubectl -n monitoring get pods; if all run, the log of Alertmanager has the error of SNS or STS",
  certificate:
    "aws acm describe-certificate; ACM renews its own certificates if the validation record still exists; import others again",
  endpoint: "AWS Health Dashboard, then the security group and the network ACLs of the endpoint",
} as const;
