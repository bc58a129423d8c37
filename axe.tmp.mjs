import { chromium } from '@playwright/test';
import fs from 'node:fs'; const src=fs.readFileSync('node_modules/axe-core/axe.min.js','utf8');
const base='http://127.0.0.1:8091';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const sets = JSON.parse(process.argv[2]);
for (const [who, paths] of Object.entries(sets)) {
  const c = await b.newContext({ viewport: { width: 320, height: 900 }, bypassCSP: true }); const p = await c.newPage();
  if (who) { await p.goto(base+'/demo'); await p.waitForTimeout(400); await p.getByRole('button',{name:`Sign in as ${who}`}).click(); await p.waitForTimeout(1500); }
  for (const path of paths) {
    const errs=[]; p.removeAllListeners(); p.on('console', m=>{ if(m.type()==='error') errs.push(m.text().slice(0,160))}); p.on('pageerror',e=>errs.push('PE '+String(e).slice(0,100)));
    const r = await p.goto(base+path); await p.waitForTimeout(300);
    const v = (await p.evaluate(async s=>{ if(!window.axe) (0,eval)(s); return await window.axe.run(); }, src).catch(e=>({violations:[{id:'EVAL '+String(e).slice(0,80),nodes:[]}]}))).violations.map(v=>v.id+': '+v.nodes.slice(0,3).map(n=>n.target.join(' ')).join(' | '));
    const w = await p.evaluate(()=>document.documentElement.scrollWidth); const h1=await p.locator('h1').count();
    if (r.status()!==200||v.length||w>320||h1!==1||errs.length) console.log(who||'-', path, r.status(), 'w',w,'h1',h1, v.join('; ').slice(0,400), errs.join(' / '));
  }
}
await b.close();
