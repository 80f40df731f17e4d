export function GET() {
  return Response.json({ ok: true, region: process.env.FLY_REGION ?? "local" });
}
