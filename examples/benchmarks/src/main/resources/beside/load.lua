-- What is sent, and what is written down in the end. Arguments: submit, fetch or portkey.

local function submission(body)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.body = body
end

function init(arguments)
  wrk.headers["Authorization"] = "Bearer sk-bench"
  if arguments[1] == "submit" then
    submission('{"botType":"MID_JOURNEY","prompt":"a lighthouse in a snow storm, oil on canvas --v 6.1",'
      .. '"accountFilter":{"modes":["FAST"]}}')
  elseif arguments[1] == "portkey" then
    -- It forwards no paths but those it knows.
    wrk.headers["x-portkey-provider"] = "openai"
    wrk.headers["x-portkey-custom-host"] = "http://127.0.0.1:9401/mj/submit"
    submission('{"model":"dall-e-3","prompt":"a lighthouse in a snow storm, oil on canvas --v 6.1"}')
  end
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("measured %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), failed))
end
