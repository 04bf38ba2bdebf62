// cdktf's version check needs a network, which no test may reach.
process.env.CHECKPOINT_DISABLE = "1";
