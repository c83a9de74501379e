"""Everyday English words that are people's or firms' names too, folded to lower case.

Such a word is masked only where it is written as a name; see ``maturity.masking``. The list holds
what people do write about customers and work, no more: any other name is better masked once too
often. Short words that names turn into when their accents are dropped (Löw: low) are among them.
"""

EVERYDAY = frozenset(
    """
    a able about above after again all also always am an and any are as ask at away back bad be
    been before best better big both but buy by call came can case chance change come could day
    days did do does done down each early end even ever every far fast few find fine first fix
    for free friend from full get give go going gone good got great had has have he hear help her
    here hers high him his home hope how i if in into is it its just keep kind know last late lead
    least less let life like line list little live long look lot love low made main make man many
    may me mean men meet might mind mine more most move much must my name near need never new next
    nice no none nor not note now of off often old on once one only open or order other our out
    over own part pay people person place plan play please point post put quick read real right
    room run said sale sales same save saw say see seem self sell send set she short should show
    so some son soon speak stand start stay still stop such sure take talk team tell ten test than
    that the their them then there these they thing think this those through time to today too top
    try turn two under until up us use used very view visit wait walk want was way we week well
    were what when where which while who why will win wish with word work works would year yes yet
    you young your

    account boss buyer client colleague customer customers department employee firm group leader
    leaders manager market member office product service services shop staff supplier support user

    art bank banks bar bell best bill black blue board bond book books box branch bridge bright
    brown bush cash chance chase church coach cook cross dean dollar east english faith field
    fields fish fisher floor flower foot forest fox frank free french friday friendly garden german
    glass gold golden grace grand grant gray green grey guest hall hand hands hardy head heart
    heavy hill house hunt hunter joy judge june key king kitchen land lane large law laws light
    lock lord lucky major manual march mark marks mason master may mercy merit messenger miles mill
    mills mint monday money moon north nurse orange page park parks pat patience peace penny pike
    pool porter power powers price pride prime prince prior rail rain ray rich river rob rock rose
    royal rush safe sand savage sharp ship silver simple sky small smart snow speed spring star
    steel stern stone storm story street strong sue summer sun sunday swift tab temple tree trip
    trust wall ward waters wave weeks welcome west wheel white wild winter wise wolf wood woods
    worth wright
    """.split()
)
