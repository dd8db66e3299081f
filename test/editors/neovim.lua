-- Print what a language server says about one file, as one JSON object. Neovim 0.7 or later (Debian 12 has 0.7.2), no plug-ins.
--
--   nvim --headless --clean -n -c 'luafile test/editors/neovim.lua' -- FILE
--
-- with the server command in the environment, as JSON:  LSP_CMD='["node","server.js","lsp","--stdio"]'
-- optional:  LSP_ROOT=DIR (default: the current directory)   LSP_TIMEOUT=ms (default 10000)
--            LSP_POS=LINE:COL (1-based; adds "hover" and "codeActions" at that place)   LSP_HINTS=1 (adds "inlayHints")
--            LSP_EXPECT=none (a file without findings: wait only for the first publish)
-- Exit status 0: the server published diagnostics for the file; 1: it did not in time, or did not start.
local uv = vim.loop
local timeout = tonumber(os.getenv('LSP_TIMEOUT') or '10000')
local out = { file = vim.api.nvim_buf_get_name(0), errors = {} }
local client_id

local function done(code)
  io.stdout:write((vim.json and vim.json.encode or vim.fn.json_encode)(out) .. '\n')
  io.stdout:flush()
  if client_id then
    vim.lsp.stop_client(client_id)               -- shutdown + exit
    vim.wait(1000, function() return not vim.lsp.get_client_by_id(client_id) end, 10)
    vim.lsp.stop_client(client_id, true)         -- and if it will not go
  end
  vim.cmd(code == 0 and 'qa!' or 'cq!')
end

local ok, err = pcall(function()
  local published = false
  local publish = vim.lsp.handlers['textDocument/publishDiagnostics']
  local bufnr = vim.api.nvim_get_current_buf()
  local uri = vim.uri_from_bufnr(bufnr)
  client_id = vim.lsp.start_client({             -- vim.lsp.start() came with 0.8
    name = 'lsp', cmd = vim.fn.json_decode(os.getenv('LSP_CMD') or error('LSP_CMD is not set')),
    root_dir = os.getenv('LSP_ROOT') or uv.cwd(),
    handlers = {
      ['textDocument/publishDiagnostics'] = function(e, result, ...)
        publish(e, result, ...)
        if result and result.uri == uri then published = true; out.version = result.version end
      end,
      ['window/showMessage'] = function(_, r) table.insert(out.errors, r.message) end,
    },
    on_exit = function(code) out.exitCode = code; if code ~= 0 then table.insert(out.errors, 'server exited with ' .. code) end end,
  })
  if not client_id then error('the server command could not be started') end
  vim.lsp.buf_attach_client(bufnr, client_id)
  local want_none = os.getenv('LSP_EXPECT') == 'none'
  local seen = vim.wait(timeout, function()
    return out.exitCode ~= nil or (published and (want_none or #vim.diagnostic.get(bufnr) > 0))
  end, 10)
  if not published then error(seen and 'the server ended' or 'no diagnostics published in ' .. timeout .. ' ms') end

  out.diagnostics = {}
  for _, d in ipairs(vim.diagnostic.get(bufnr)) do
    local lsp = d.user_data and d.user_data.lsp or {}
    table.insert(out.diagnostics, { line = d.lnum + 1, column = d.col + 1, endLine = d.end_lnum + 1, endColumn = d.end_col + 1,
      severity = ({ 'error', 'warning', 'info', 'hint' })[d.severity], source = d.source, code = d.code or lsp.code, message = d.message })
  end

  local client = vim.lsp.get_client_by_id(client_id)
  local function ask(method, params)
    local r, e = client.request_sync(method, params, timeout, bufnr)
    if not r then error(method .. ': ' .. tostring(e)) end
    if r.err then table.insert(out.errors, method .. ': ' .. r.err.message) end
    return r.result
  end
  local doc = { uri = uri }
  local pos = os.getenv('LSP_POS')
  if pos then
    local l, c = pos:match('^(%d+):(%d+)$')
    local at = { line = l - 1, character = c - 1 }
    out.hover = ask('textDocument/hover', { textDocument = doc, position = at })
    local here = {}
    for _, d in ipairs(vim.diagnostic.get(bufnr, { lnum = l - 1 })) do
      local lsp = d.user_data and d.user_data.lsp or {}
      table.insert(here, { range = { start = { line = d.lnum, character = d.col }, ['end'] = { line = d.end_lnum, character = d.end_col } },
        severity = d.severity, source = d.source, code = d.code or lsp.code, message = d.message, data = lsp.data })
    end
    out.codeActions = ask('textDocument/codeAction', { textDocument = doc, range = { start = at, ['end'] = at },
      context = { diagnostics = here, triggerKind = 1 } })
    -- Neovim announces that it resolves: an edit comes when an action is chosen.
    for i, action in ipairs(out.codeActions or {}) do
      if not action.edit and action.data then out.codeActions[i] = ask('codeAction/resolve', action) end
    end
  end
  if os.getenv('LSP_HINTS') then
    out.inlayHints = ask('textDocument/inlayHint', { textDocument = doc,
      range = { start = { line = 0, character = 0 }, ['end'] = { line = vim.api.nvim_buf_line_count(bufnr), character = 0 } } })
  end
end)
if not ok then table.insert(out.errors, tostring(err)) end
done(ok and 0 or 1)
