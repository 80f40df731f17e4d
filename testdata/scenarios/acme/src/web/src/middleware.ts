import { NextRequest, NextResponse } from "next/server";

// The client's address, for the rate limiter.
export function middleware(request: NextRequest) {
  const response = NextResponse.next();
  response.headers.set("x-client-ip", request.headers.get("fly-client-ip") ?? "");
  return response;
}
