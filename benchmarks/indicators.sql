-- Every indicator of the registry as plain SQL over the same tables, one query an indicator: path below the id ("" for
-- the indicator itself), count or value, base. Nothing of the workbench is in it: benchmarks/indicators.py runs it
-- beside the workbench, and tests/indicators/test_same_in_sql.py holds the two against each other.
-- $at is the day of the picture. Views: homes (entered by then), fu (waves up to then), after (without the entry).

-- rehoused
SELECT t.territory AS path, count(h.household) AS n, any_value(t.target) AS base FROM targets t LEFT JOIN homes h USING (territory) GROUP BY 1
UNION ALL SELECT '', (SELECT count(*) FROM homes), (SELECT sum(target) FROM targets)
-- target-reached
SELECT t.territory AS path, count(h.household) / any_value(t.target) AS n, any_value(t.target) AS base FROM targets t LEFT JOIN homes h USING (territory) GROUP BY 1
-- dwellings-proposed
SELECT concat_ws('/', territory, contingent) AS path, count(*) AS n, CASE WHEN contingent IS NOT NULL THEN sum(count(*)) OVER (PARTITION BY territory) END AS base FROM offers WHERE contingent IS NOT NULL GROUP BY territory, contingent
UNION ALL SELECT coalesce(territory, ''), count(*), NULL FROM offers GROUP BY GROUPING SETS ((territory), ())
-- dwellings-prefecture
SELECT coalesce(territory, '') AS path, count(*) FILTER (contingent = 'préfecture') AS n, count(contingent) AS base FROM offers GROUP BY GROUPING SETS ((territory), ())
-- prefecture-share
SELECT coalesce(territory, '') AS path, count(*) FILTER (contingent = 'préfecture') / count(contingent) AS n, count(contingent) AS base FROM offers GROUP BY GROUPING SETS ((territory), ())
-- dwellings-outcomes
SELECT concat_ws('/', outcome, territory) AS path, count(*) AS n, sum(count(*)) OVER (PARTITION BY territory) AS base FROM offers WHERE outcome IS NOT NULL GROUP BY outcome, territory
UNION ALL SELECT outcome, count(*), sum(count(*)) OVER () FROM offers WHERE outcome IS NOT NULL GROUP BY outcome
-- matching-funnel
SELECT s AS path, count(*) FILTER (ok) AS n, count(*) AS base FROM (
  SELECT 'décision rendue' AS s, coalesce(decided <= $at, false) AS ok FROM offers
  UNION ALL SELECT 'accord', coalesce(decided <= $at AND outcome = 'attribué', false) FROM offers
  UNION ALL SELECT 'clés remises', coalesce(o.decided <= $at AND o.outcome = 'attribué' AND h.entered <= $at, false) FROM offers o LEFT JOIN households h ON h.household = o.household) GROUP BY s
-- refusal-reasons
SELECT outcome AS path, count(*) AS n, (SELECT count(*) FROM offers) AS base FROM offers WHERE outcome LIKE 'refus%' GROUP BY 1
UNION ALL SELECT concat_ws('/', outcome, refusal_reason), count(*), NULL FROM offers WHERE outcome LIKE 'refus%' AND refusal_reason IS NOT NULL GROUP BY outcome, refusal_reason
-- selection-94
SELECT concat_ws('/', dimension, 'candidates', category) AS path, candidates AS n, NULL AS base FROM selection_94
-- days-to-decision
SELECT coalesce(territory, '') AS path, median(decided - proposed) AS n, count(decided) AS base FROM offers GROUP BY GROUPING SETS ((territory), ())
-- days-to-keys
SELECT coalesce(d.territory, '') AS path, median(h.entered - d.decided) AS n, count(h.entered - d.decided) AS base FROM dwellings d JOIN households h USING (household) GROUP BY GROUPING SETS ((d.territory), ())
-- working-hours
SELECT coalesce(task, '') AS path, sum(hours) / (SELECT count(DISTINCT (referent, date_trunc('month', date))) FROM log) AS n, (SELECT count(DISTINCT (referent, date_trunc('month', date))) FROM log) AS base FROM log GROUP BY GROUPING SETS ((task), ())
-- working-shares
SELECT task AS path, sum(hours) / (SELECT sum(hours) FROM log) AS n, NULL AS base FROM log GROUP BY 1
-- working-desk
SELECT '' AS path, sum(hours) FILTER (task IN ('ménages : téléphone et courriels', 'dossiers administratifs')) / count(DISTINCT (referent, date_trunc('month', date))) AS n, NULL AS base FROM log
-- working-share-visits
SELECT '' AS path, sum(hours) FILTER (task LIKE 'ménages : visites%') / sum(hours) AS n, NULL AS base FROM log
-- working-share-partners
SELECT '' AS path, sum(hours) FILTER (task LIKE 'partenaires%' OR task IN ('cellule de coordination', 'comptes rendus')) / sum(hours) AS n, NULL AS base FROM log
-- partners-presence
SELECT concat_ws('/', partner, territory) AS path, count(*) FILTER (present = 'oui') AS n, count(present) AS base FROM coordination WHERE date <= $at GROUP BY GROUPING SETS ((partner), (partner, territory))
UNION ALL SELECT '', count(DISTINCT (territory, date)), NULL FROM coordination WHERE date <= $at
-- cells-rhythm
SELECT coalesce(territory, '') AS path, median(gap) / 7 AS n, count(gap) AS base FROM (SELECT territory, date - lag(date) OVER (PARTITION BY territory ORDER BY date) AS gap FROM (SELECT DISTINCT territory, date FROM coordination WHERE date <= $at)) GROUP BY GROUPING SETS ((territory), ())
-- budget
SELECT item AS path, value AS n, NULL AS base FROM budget
-- cost-household-year
SELECT '' AS path, max(value) FILTER (item = 'budget annuel') / max(value) FILTER (item = 'ménages budgétés') AS n, max(value) FILTER (item = 'ménages budgétés') AS base FROM budget
-- contact-reached
SELECT coalesce(wave::VARCHAR, '') AS path, sum(visits) / sum(visits + unanswered) AS n, sum(visits + unanswered) AS base FROM after WHERE visits IS NOT NULL AND unanswered IS NOT NULL GROUP BY GROUPING SETS ((wave), ())
-- caseload
WITH posts AS (SELECT territory, min("from") AS begun, sum((least(coalesce(until, $at), $at) - "from") * time / 100) AS post FROM staff WHERE "from" <= $at GROUP BY 1)
SELECT h.territory AS path, sum(greatest(least(coalesce(h.exited, $at), $at) - greatest(h.entered, p.begun), 0)) / any_value(p.post) AS n, any_value(p.post) AS base FROM homes h JOIN posts p USING (territory) GROUP BY 1
-- voice-balance
SELECT voice AS path, count(DISTINCT excerpt) AS n, (SELECT count(DISTINCT excerpt) FROM voices) AS base FROM voices GROUP BY 1
UNION ALL SELECT concat_ws('/', voice, code), count(DISTINCT excerpt), (SELECT count(DISTINCT excerpt) FROM voices w WHERE w.code = v.code) FROM voices v GROUP BY voice, code
-- composition
SELECT concat_ws('/', composition, territory) AS path, count(*) AS n, CASE WHEN territory IS NULL THEN (SELECT count(composition) FROM households) ELSE (SELECT count(composition) FROM households g WHERE g.territory = h.territory) END AS base FROM households h WHERE composition IS NOT NULL GROUP BY GROUPING SETS ((composition, territory), (composition))
-- origin
SELECT concat_ws('/', origin, territory) AS path, count(*) AS n, CASE WHEN territory IS NULL THEN (SELECT count(origin) FROM households) END AS base FROM households WHERE origin IS NOT NULL GROUP BY GROUPING SETS ((origin, territory), (origin))
-- people-housed
SELECT '' AS path, sum(adults) + sum(children) AS n, NULL AS base FROM households
-- resources-entry
SELECT concat_ws('/', band, territory) AS path, count(*) AS n, CASE WHEN territory IS NULL THEN (SELECT count(resources_entry) FROM households) END AS base FROM (SELECT territory, CASE WHEN resources_entry < 500 THEN '<500' WHEN resources_entry < 1000 THEN '500-1000' WHEN resources_entry <= 1500 THEN '1000-1500' ELSE '>1500' END AS band FROM households WHERE resources_entry IS NOT NULL) GROUP BY GROUPING SETS ((band, territory), (band))
-- debts
SELECT coalesce(territory, '') AS path, count(*) FILTER (debts = 'oui') AS n, count(debts) AS base FROM households GROUP BY GROUPING SETS ((territory), ()) HAVING count(debts) > 0
-- debt-types
SELECT kind AS path, count(*) AS n, (SELECT count(*) FROM households WHERE debts = 'oui') AS base FROM (SELECT unnest(string_split(debt_types, ';')) AS kind FROM households) GROUP BY 1
-- debt-amounts
SELECT '' AS path, max(debt_amount) AS n, count(debt_amount) AS base FROM households WHERE debts = 'oui'
-- no-rental-experience
SELECT coalesce(territory, '') AS path, count(*) FILTER (rental_experience = 'non') AS n, count(rental_experience) AS base FROM households GROUP BY GROUPING SETS ((territory), ())
-- emergency-shelter
SELECT coalesce(territory, '') AS path, count(*) FILTER (emergency_shelter = 'oui') AS n, count(emergency_shelter) AS base FROM households GROUP BY GROUPING SETS ((territory), ())
-- adhesion-hard
SELECT coalesce(territory, '') AS path, count(*) FILTER (adhesion = 'difficile au début') AS n, count(adhesion) AS base FROM households GROUP BY GROUPING SETS ((territory), ())
-- effort-rate
WITH rates AS (SELECT (rent + annexes + charges + works + water_heating - housing_aid) / nullif(resources_entry, 0) AS r FROM households JOIN budgets USING (household))
SELECT '' AS path, median(r) AS n, count(r) AS base FROM rates
UNION ALL SELECT '<20 %', count(*) FILTER (r < 0.20), count(r) FROM rates UNION ALL SELECT '20-25 %', count(*) FILTER (r >= 0.20 AND r < 0.25), count(r) FROM rates
UNION ALL SELECT '25-30 %', count(*) FILTER (r >= 0.25 AND r <= 0.30), count(r) FROM rates UNION ALL SELECT '>30 %', count(*) FILTER (r > 0.30), count(r) FROM rates
-- remaining-unit-day
SELECT coalesce(composition, '') AS path, median((resources_entry + housing_aid - rent - annexes - charges - works - water_heating - other_charges) / (1 + 0.5 * (persons - under_14 - 1) + 0.3 * under_14) / 30) AS n, count(resources_entry) AS base FROM households JOIN budgets USING (household) GROUP BY GROUPING SETS ((composition), ())
-- remaining-person-day
SELECT coalesce(composition, '') AS path, median((resources_entry + housing_aid - rent - annexes - charges - works - water_heating - other_charges) / persons / 30) AS n, count(resources_entry) AS base FROM households JOIN budgets USING (household) GROUP BY GROUPING SETS ((composition), ())
-- remaining-household-month
SELECT coalesce(composition, '') AS path, median(resources_entry + housing_aid - rent - annexes - charges - works - water_heating - other_charges - debt_repayment) AS n, count(resources_entry) AS base FROM households JOIN budgets USING (household) GROUP BY GROUPING SETS ((composition), ())
-- follow-ups-done
SELECT coalesce(wave::VARCHAR, '') AS path, count(*) FILTER (status <> 'manqué') AS n, count(*) AS base FROM fu GROUP BY GROUPING SETS ((wave), ())
-- rights-opened
WITH opened AS (SELECT household, unnest(string_split(rights_opened, ';')) AS r FROM fu WHERE rights_opened IS NOT NULL), followed AS (SELECT count(DISTINCT household) AS c FROM fu WHERE status <> 'manqué')
SELECT r AS path, count(DISTINCT household) AS n, (SELECT c FROM followed) AS base FROM opened GROUP BY 1 UNION ALL SELECT '', count(DISTINCT household), (SELECT c FROM followed) FROM opened
-- themes-worked
WITH pairs AS (SELECT household, wave, unnest(string_split(themes, ';')) AS theme FROM fu WHERE themes IS NOT NULL AND status <> 'manqué'), met AS (SELECT wave, count(*) AS c FROM fu WHERE themes IS NOT NULL AND status <> 'manqué' GROUP BY 1)
SELECT theme AS path, count(DISTINCT household) AS n, (SELECT count(DISTINCT household) FROM pairs) AS base FROM pairs GROUP BY 1
UNION ALL SELECT concat_ws('/', theme, wave), count(*), (SELECT c FROM met WHERE met.wave = pairs.wave) FROM pairs GROUP BY theme, wave
-- three-themes
SELECT '' AS path, count(*) FILTER (k >= 3) AS n, count(*) AS base FROM (SELECT household, count(DISTINCT theme) AS k FROM (SELECT household, unnest(string_split(themes, ';')) AS theme FROM fu WHERE themes IS NOT NULL AND status <> 'manqué') GROUP BY 1)
-- visits
WITH held AS (SELECT household, wave, visits, max(CASE WHEN status <> 'manqué' THEN wave END) OVER (PARTITION BY household ORDER BY wave ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS since FROM fu)
SELECT coalesce(wave::VARCHAR, '') AS path, sum(visits) / sum(wave - since) AS n, sum(wave - since) AS base FROM held WHERE visits IS NOT NULL AND wave > 0 GROUP BY GROUPING SETS ((wave), ())
-- employment
SELECT wave::VARCHAR AS path, count(*) FILTER (employment IN ('emploi stable', 'emploi précaire', 'formation')) AS n, count(employment) AS base FROM fu GROUP BY 1
UNION ALL SELECT '', count(*) FILTER (e IN ('emploi stable', 'emploi précaire', 'formation')), count(e) FROM (SELECT arg_max(employment, wave) FILTER (employment IS NOT NULL) AS e FROM fu GROUP BY household)
UNION ALL SELECT concat_ws('/', wave, employment), count(*), NULL FROM fu WHERE employment IS NOT NULL GROUP BY wave, employment
-- health-access
SELECT wave::VARCHAR AS path, count(*) FILTER (health_access = 'oui') AS n, count(health_access) AS base FROM fu GROUP BY 1
UNION ALL SELECT '', count(*) FILTER (e = 'oui'), count(e) FROM (SELECT arg_max(health_access, wave) FILTER (health_access IS NOT NULL) AS e FROM fu GROUP BY household)
-- schooling
SELECT wave::VARCHAR AS path, count(*) FILTER (schooling = 'tous') AS n, count(schooling) AS base FROM fu WHERE schooling <> 'sans objet' GROUP BY 1
UNION ALL SELECT '', count(*) FILTER (e = 'tous'), count(e) FROM (SELECT arg_max(schooling, wave) AS e FROM fu WHERE schooling <> 'sans objet' GROUP BY household)
-- support-episodes
WITH each AS (SELECT household, count(*) AS k FROM episodes WHERE started <= $at GROUP BY 1)
SELECT k::VARCHAR AS path, count(*) AS n, (SELECT count(*) FROM each) AS base FROM each GROUP BY 1 UNION ALL SELECT '', sum(k), NULL FROM each
-- support-interruptions
SELECT end_kind AS path, count(*) AS n, (SELECT count(*) FROM episodes WHERE ended <= $at) AS base FROM episodes WHERE ended <= $at AND end_kind IS NOT NULL GROUP BY 1
-- returns
WITH each AS (SELECT household, count(*) - 1 AS k FROM episodes WHERE started <= $at GROUP BY 1)
SELECT '' AS path, sum(k) AS n, NULL AS base FROM each UNION ALL SELECT 'ménages concernés', count(*) FILTER (k > 0), count(*) FROM each
-- support-ended
SELECT coalesce(territory, '') AS path, count(*) FILTER (exited <= $at) AS n, count(*) AS base FROM homes GROUP BY GROUPING SETS ((territory), ())
-- support-ended-share
SELECT '' AS path, count(*) FILTER (exited <= $at) / count(*) AS n, count(*) AS base FROM homes
-- support-ongoing
SELECT coalesce(territory, '') AS path, count(*) FILTER (exited > $at OR exited IS NULL) AS n, count(*) AS base FROM homes GROUP BY GROUPING SETS ((territory), ())
-- support-ends
SELECT concat_ws('/', exit_kind, territory) AS path, count(*) AS n, CASE WHEN territory IS NULL THEN (SELECT count(*) FROM homes WHERE exited <= $at) END AS base FROM homes WHERE exited <= $at AND exit_kind IS NOT NULL GROUP BY GROUPING SETS ((exit_kind, territory), (exit_kind))
-- support-breaks
SELECT coalesce(territory, '') AS path, count(*) FILTER (exit_kind = 'rupture' AND exited <= $at) AS n, count(*) AS base FROM homes GROUP BY GROUPING SETS ((territory), ())
-- support-months
SELECT coalesce(territory, '') AS path, median((exited - entered) / (365.25 / 12)) AS n, count(*) AS base FROM homes WHERE exited <= $at GROUP BY GROUPING SETS ((territory), ())
-- housed-06
SELECT stand AS path, count(*) AS n, (SELECT count(*) FROM homes) AS base FROM (SELECT CASE WHEN entered + INTERVAL 6 MONTH > $at THEN 'not yet due' WHEN exited < entered + INTERVAL 6 MONTH THEN CASE WHEN exit_kind IN ('expulsion', 'départ choisi', 'décès') THEN exit_kind ELSE 'not known' END ELSE 'housed' END AS stand FROM homes) GROUP BY 1
-- housed-12
SELECT stand AS path, count(*) AS n, (SELECT count(*) FROM homes) AS base FROM (SELECT CASE WHEN entered + INTERVAL 12 MONTH > $at THEN 'not yet due' WHEN exited < entered + INTERVAL 12 MONTH THEN CASE WHEN exit_kind IN ('expulsion', 'départ choisi', 'décès') THEN exit_kind ELSE 'not known' END ELSE 'housed' END AS stand FROM homes) GROUP BY 1
-- housed-18
SELECT stand AS path, count(*) AS n, (SELECT count(*) FROM homes) AS base FROM (SELECT CASE WHEN entered + INTERVAL 18 MONTH > $at THEN 'not yet due' WHEN exited < entered + INTERVAL 18 MONTH THEN CASE WHEN exit_kind IN ('expulsion', 'départ choisi', 'décès') THEN exit_kind ELSE 'not known' END ELSE 'housed' END AS stand FROM homes) GROUP BY 1
-- rent-paid
SELECT wave::VARCHAR AS path, count(*) FILTER (rent_paid = 'oui') AS n, count(rent_paid) AS base FROM after GROUP BY 1
UNION ALL SELECT '', count(*) FILTER (e = 'oui'), count(e) FROM (SELECT arg_max(rent_paid, wave) FILTER (rent_paid IS NOT NULL) AS e FROM after GROUP BY household)
UNION ALL SELECT concat_ws('/', wave, rent_paid), count(*), NULL FROM after WHERE rent_paid IS NOT NULL GROUP BY wave, rent_paid
-- rent-regular
WITH three AS (SELECT household, rent_paid = 'oui' AND lag(rent_paid) OVER w = 'oui' AND lag(rent_paid, 2) OVER w = 'oui' AS paid, rent_paid IS NOT NULL AND lag(rent_paid) OVER w IS NOT NULL AND lag(rent_paid, 2) OVER w IS NOT NULL AND lag(wave, 2) OVER w = wave - 6 AS seen FROM after WINDOW w AS (PARTITION BY household ORDER BY wave))
SELECT '' AS path, count(*) FILTER (paid) AS n, count(*) AS base FROM (SELECT bool_or(coalesce(paid, false) AND seen) AS paid FROM three GROUP BY household HAVING bool_or(seen))
-- rent-three-months
SELECT wave::VARCHAR AS path, count(*) FILTER (rent_streak >= 3) AS n, count(rent_streak) AS base FROM after GROUP BY 1
UNION ALL SELECT '', count(*) FILTER (e >= 3), count(e) FROM (SELECT arg_max(rent_streak, wave) FILTER (rent_streak IS NOT NULL) AS e FROM after GROUP BY household)
-- plan-kept
SELECT wave::VARCHAR AS path, count(*) FILTER (plan = 'respecté') AS n, count(*) AS base FROM after WHERE plan IN ('respecté', 'non respecté') GROUP BY 1
UNION ALL SELECT '', count(*) FILTER (e = 'respecté'), count(e) FROM (SELECT arg_max(plan, wave) AS e FROM after WHERE plan IN ('respecté', 'non respecté') GROUP BY household)
-- arrears
SELECT wave::VARCHAR AS path, count(*) FILTER (arrears > 0) AS n, count(arrears) AS base FROM after GROUP BY 1
UNION ALL SELECT '', count(*) FILTER (e > 0), count(e) FROM (SELECT arg_max(arrears, wave) FILTER (arrears IS NOT NULL) AS e FROM after GROUP BY household)
-- arrears-amounts
SELECT wave::VARCHAR AS path, max(arrears) AS n, count(*) AS base FROM after WHERE arrears > 0 GROUP BY 1
-- arrears-months
SELECT '' AS path, median(e / (rent + annexes + charges)) AS n, count(*) AS base FROM (SELECT household, arg_max(arrears, wave) FILTER (arrears IS NOT NULL) AS e FROM after GROUP BY household) JOIN budgets USING (household) WHERE e > 0
-- resources-change
WITH ends AS (SELECT arg_max(resources, wave) FILTER (wave = 0 AND resources IS NOT NULL) AS a, arg_max(resources, wave) FILTER (wave > 0 AND resources IS NOT NULL) AS b FROM fu GROUP BY household), c AS (SELECT (b - a) / nullif(a, 0) AS d FROM ends WHERE a IS NOT NULL AND b IS NOT NULL AND a > 0)
SELECT 'hausse' AS path, count(*) FILTER (d > 0.05) AS n, count(*) AS base FROM c UNION ALL SELECT 'stable', count(*) FILTER (abs(d) <= 0.05), count(*) FROM c UNION ALL SELECT 'baisse', count(*) FILTER (d < -0.05), count(*) FROM c
