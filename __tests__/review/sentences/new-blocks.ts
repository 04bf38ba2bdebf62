import { type SentenceCase } from "./case";

const own = (block: string) => ({ "cluster/own.tf": block });

/** New blocks in files of the owner. */
export const NEW_BLOCK_SENTENCES: readonly SentenceCase[] = [
  {
    ownFiles: own(`resource "aws_sqs_queue" "own" {
      provisioner "local-exec" {
        command = "sh register.sh"
      }
    }`),
    lines: [
      "attention: aws_sqs_queue.own runs a program at the apply, with the rights of the apply: local-exec sh register.sh",
      "attention: not understood: aws_sqs_queue.own is added",
    ],
  },
  {
    ownFiles: own('resource "aws_sqs_queue" "own" {\n  count = 0\n}'),
    lines: ["info: aws_sqs_queue.own is written, and its count makes no object"],
  },
  {
    ownFiles: own('resource "aws_lb" "own" {\n  name = "own"\n}'),
    topic: "New blocks",
    lines: ["attention: aws_lb.own is a load balancer of the internet: its argument internal is not true"],
  },
  {
    ownFiles: own('resource "aws_cloudwatch_log_group" "own" {\n  name = "own"\n}'),
    topic: "New blocks",
    lines: [
      "info: aws_cloudwatch_log_group.own is added: no part of it opens a path, gives a right or runs a program that no check judges",
    ],
  },
];
