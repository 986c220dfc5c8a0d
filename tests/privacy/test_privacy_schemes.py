"""Each scheme of identity numbers on an invented number of its own, and on some that its check refuses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.privacy import find
from checker.privacy.schemes import SCHEMES, check_of

NUMBERS = {
    "us.ssn": ["453-33-1478", "453 33 1478"],
    "us-itin": ["970-71-2481"],
    "us-mbi": ["6GR4-J58-KK34", "6GR4J58KK34"],
    "gb-nhs": ["178-577-6266"],
    "gb-nino": ["JK 90 91 65 C"],
    "gb-driver": ["NORTH711095AB9CD"],
    "ie.pps": ["5839092F", "5762925LA"],
    "ca.sin": ["362-169-013"],
    "au-medicare": ["2230 78824 7"],
    "in_.aadhaar": ["4797 2518 5110"],
    "in_.gstin": ["27TVGAP9603O9ZZ"],
    "sg-nric": ["S3784252D", "s3784252d"],
    "es.dni": ["04927316A", "04927316-A"],
    "es.nie": ["X2785973Y", "X2785973-Y"],
    "it.codicefiscale": ["BNCLRA97A05F205Y"],
    "fr.nir": ["2 79 12 75 858 277 92", "279127585827792"],
    "be.nn": ["75.10.21-750.71", "73021765591"],
    "ch.ssn": ["756.4319.0555.17", "7564319055517"],
    "se.personnummer": ["910125-1933", "19610726-8408"],
    "no.fodselsnummer": ["091171 35478", "09117135478"],
    "dk.cpr": ["220591-9240"],
    "is_.kennitala": ["140165-2129"],
    "fi-hetu": ["151144-622Y", "060705A210K"],
    "ee.ik": ["37011064829"],
    "lv.pvn": ["251063-74424"],
    "pl.pesel": ["59062518671"],
    "cz.rc": ["940403/6521"],
    "ro.cnp": ["1510518242720"],
    "si.emso": ["1309957509759"],
    "gr.amka": ["20077645636"],
    "tr.tckimlik": ["36553255970"],
    "za.idnr": ["9403098109165"],
    "kr-rrn": ["641122-8238383"],
    "th.pin": ["5-5275-40734-67-8"],
    "cn.ric": ["110101198007189891"],
    "my.nric": ["800719-32-8924"],
    "mx.curp": ["NOXA480522MDFRRDX8"],
    "br.cpf": ["559.812.033-07", "79643171566"],
    "cl.rut": ["51.042.393-3"],
    "ar.cuit": ["51-89590018-8"],
}
WITHOUT_CHECK_DIGITS = {"us.ssn", "us-itin", "us-mbi", "gb-nino", "gb-driver", "kr-rrn", "dk.cpr", "my.nric"}
VAT = ["DE 129 273 398", "DE129273398", "ATU13585627", "NL123456782B90", "FR 40 303265045", "GB 980 7806 84"]


@pytest.mark.parametrize("number", [number for numbers in NUMBERS.values() for number in numbers] + VAT)
def test_a_number_is_found_without_a_word_for_it(number):
    text = f"We hold {number}, as said."

    assert [text[start:end] for start, end, _ in find(text)] == [number]


@pytest.mark.parametrize(
    ("name", "number"), [(name, number) for name, numbers in NUMBERS.items() for number in numbers]
)
def test_check_digits_and_dates_matter(name, number):
    compact = re.sub(r"[ ./-]", "", number).upper()
    check = check_of(name)

    assert check(compact)
    refused = sum(not check(other) for other in _altered(compact))
    assert refused >= (1 if name in WITHOUT_CHECK_DIGITS else len(compact) // 2)


def test_every_scheme_has_a_number():
    assert {scheme.check for scheme in SCHEMES} == set(NUMBERS)


def test_an_unknown_scheme_is_a_mistake():
    with pytest.raises(KeyError, match=r"us\.nothing"):
        check_of("us.nothing")


@given(st.data())
def test_no_check_fails_on_what_has_its_form(data):
    scheme = data.draw(st.sampled_from(SCHEMES))
    form = scheme.form.translate({ord(mark): None for mark in " ./-"})
    kinds = {"9": "0123456789", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    letters = [data.draw(st.sampled_from(kinds.get(mark, "".join(kinds.values())))) for mark in form]

    assert check_of(scheme.check)("".join(letters)) in {True, False}


def _altered(number):
    """Return *number* with one, then two, then all of its first characters replaced by a 0 or an O."""
    order = str.maketrans("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0000000000OOOOOOOOOOOOOOOOOOOOOOOOOO")
    return [number[:place].translate(order) + number[place:] for place in range(1, len(number) + 1)]
