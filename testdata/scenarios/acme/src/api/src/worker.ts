import { Worker } from "bullmq";
import Redis from "ioredis";

// Upstash on Fly is reached over the private network, which is IPv6 only.
const connection = new Redis(process.env.REDIS_URL ?? "", { family: 6, maxRetriesPerRequest: null });

new Worker("mail", async (job) => {
  console.log(JSON.stringify({ severity: "INFO", message: "mail sent", id: job.id }));
}, { connection });
